internal import Foundation
package import Reports

/// Which rows of a run are meant: values of the report's dimension columns, written as `stage_id=…`.
package struct RowSelection: Sendable {
  /// A condition that no row of the report can meet.
  package struct Invalid: Error, CustomStringConvertible {
    package let description: String
  }

  /// By name of the column; nil is NULL.
  private let values: [String: String?]
  /// The run's own dimensions, in the same way.
  private let ofRun: [String: String?]

  /// - Parameter conditions: `column=value` each. An empty value is an empty cell.
  /// - Throws: ``Invalid``
  package init(_ report: Report, _ conditions: [String]) throws(Invalid) {
    var values: [String: String?] = [:]
    for condition in conditions {
      let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw Invalid(description: "a row is written as column=value") }
      let (name, value) = (String(parts[0]), String(parts[1]))
      guard let column = report.dimensions.first(where: { $0.name == name }) else {
        let names = report.dimensions.map(\.name).joined(separator: ", ")
        throw Invalid(description: "\(report.type) has no dimension `\(name)`; its dimensions are \(names)")
      }
      guard values[name] == nil else { throw Invalid(description: "\(name) is given twice") }
      values[name] = try column.read(value)
    }
    self.values = values
    ofRun = [:]
  }

  /// Those of them that are rows of a run.
  init(_ report: Report, _ run: RunHeader, and selection: RowSelection) {
    values = selection.values
    ofRun = Dictionary(
      uniqueKeysWithValues: report.runDimensions.map { name in
        if case .text(let value)? = run.parameters[name] { (name, value) } else { (name, nil) }
      })
  }

  /// SQL: whether a row is meant.
  func condition(_ report: Report, _ table: String) -> String {
    // Both, so that a run has no row with another value than its own.
    let conditions = [(Self.prefix, values), (Self.prefixOfRun, ofRun)].flatMap { prefix, values in
      report.dimensions.compactMap { column in
        values[column.name].map { value in
          let cell = "\(table).\(column.name)"
          return value == nil ? "\(cell) IS NULL" : "\(cell) = :'\(prefix)\(column.name)'::\(column.castName)"
        }
      }
    }
    return conditions.isEmpty ? "true" : conditions.joined(separator: " AND ")
  }

  /// The values of the parameters in ``condition(_:_:)``.
  var parameters: [String: String?] {
    let given = [(Self.prefix, values), (Self.prefixOfRun, ofRun)].flatMap { prefix, values in
      values.compactMap { name, value in value.map { (prefix + name, $0) } }
    }
    return Dictionary(uniqueKeysWithValues: given)
  }

  private static let prefix = "row_"
  private static let prefixOfRun = "run_"
}

extension Column {
  /// A value of the column; nil for an empty cell.
  fileprivate func read(_ value: String) throws(RowSelection.Invalid) -> String? {
    if value.isEmpty {
      guard isNullable else { throw RowSelection.Invalid(description: "\(name) is never empty") }
      return nil
    }
    if let values, !values.contains(value) {
      throw RowSelection.Invalid(description: "\(name) must be one of \(values.joined(separator: ", "))")
    }
    if type == .uuid, UUID(uuidString: value) == nil {
      throw RowSelection.Invalid(description: "\(name) must be a UUID; `--ids` shows those of the rows")
    }
    return value
  }

  fileprivate var castName: String {
    if case .text = type { "text" } else { type.sqlName }
  }
}
