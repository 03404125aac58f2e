extension [ExactTable.Group] {
  /// Appends a row to the last group if it has this name, otherwise to a new one.
  mutating func append(_ row: ExactTable.Row, to name: String) {
    if last?.name == name {
      self[count - 1].rows.append(row)
    } else {
      append(ExactTable.Group(name: name, rows: [row]))
    }
  }
}
