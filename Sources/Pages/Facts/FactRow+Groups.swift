extension [FactRow] {
  /// Rows with the same value in a column, in the order in which the values first occur.
  func grouped(by column: String) -> [[FactRow]] {
    var groups: [[FactRow]] = []
    var places: [String?: Int] = [:]
    for row in self {
      if let place = places[row[column]] {
        groups[place].append(row)
      } else {
        places[row[column]] = groups.count
        groups.append([row])
      }
    }
    return groups
  }
}
