internal import Calendars
package import Reports

/// How rows of a report are read, by files and by commands alike.
extension Report {
  /// SQL that orders rows: text by its bytes, NULLs last.
  ///
  /// - Parameter table: the alias of what has the columns.
  package func orderSQL(_ table: String) -> [String] {
    rowOrder.map { name in
      let value = "\(table).\(name)"
      if case .text? = columns.first(where: { $0.name == name })?.type { return value + " COLLATE \"C\"" }
      return value
    }
  }
}

extension Column {
  /// SQL that writes the column's value as files have it.
  package func text(in table: String) -> String {
    let value = "\(table).\(name)"
    return type == .instant ? Instant.text(ofSQL: value) : value
  }
}
