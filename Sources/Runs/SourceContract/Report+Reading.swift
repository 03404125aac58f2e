internal import Reports

extension Report {
  /// - Parameter sql: a table, or a column with the alias of its table, as reports write it.
  func reads(_ sql: String) -> Bool {
    self.sql.replacing(/--[^\n]*/, with: "").contains(sql)
  }
}
