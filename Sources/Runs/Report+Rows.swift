internal import Calendars
package import Reports

/// How files and commands read a report's rows.
extension Report {
  /// SQL expressions to order rows by: text compares by its bytes, NULLs come last.
  ///
  /// - Parameter table: the alias of the relation that has the columns.
  package func orderSQL(_ table: String) -> [String] { orderSQL(table, rowOrder) }

  /// The same for the dimension columns only, whatever the order in files: rows with equal dimensions are
  /// adjacent.
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
  /// SQL of the column's value in the form that files use.
  package func text(in table: String) -> String {
    let value = "\(table).\(name)"
    return type == .instant ? Instant.text(ofSQL: value) : value
  }
}
