internal import Calendars
package import Reports

/// How rows of a report are read, by files and by commands alike.
extension Report {
  /// SQL that orders rows: text by its bytes, NULLs last.
  ///
  /// - Parameter table: the alias of what has the columns.
  package func orderSQL(_ table: String) -> [String] { orderSQL(table, rowOrder) }

  /// The same by the dimension columns alone, whatever the order of the files is: rows of one thing follow each other.
  package func dimensionOrderSQL(_ table: String) -> [String] { orderSQL(table, dimensions.map(\.name)) }

  private func orderSQL(_ table: String, _ names: [String]) -> [String] {
    names.map { name in
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
