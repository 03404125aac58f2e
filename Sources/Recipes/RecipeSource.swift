package import Reports

/// The published files that a recipe loads: those of one tenant or of several.
package struct RecipeSource: Sendable {
  /// The tenants' slugs, sorted; at least one.
  let tenants: [String]
  /// The absolute path of the exports folder.
  let exports: String
  /// The reports for which any of the tenants has CSV files, each in the latest version that any of them has; at
  /// least one.
  let reports: [Report]
  /// The options of `dyno-reports recipes` that select the tenants, each after a blank.
  let tenantOptions: String

  /// The columns of dates that say where a row is from and that tables of earlier loaders lack.
  static let laterOrigin = ["window_start_date", "window_end_date"]

  /// - Parameters:
  ///   - tenants: for each slug, the reports for which the tenant has CSV files.
  ///   - isSelection: whether the tenants were selected by name, and there may be others.
  ///   - exports: the absolute path of the exports folder.
  package init(tenants: [String: [Report]], isSelection: Bool = false, exports: String) {
    let reports = Dictionary(tenants.values.joined().map { ($0.type, $0) }) { first, second in
      first.version > second.version ? first : second
    }
    precondition(!reports.isEmpty, "a recipe needs at least one report")
    self.tenants = tenants.keys.sorted()
    self.exports = exports
    self.reports = reports.values.sorted { $0.type < $1.type }
    let isNamed = isSelection || tenants.count == 1
    tenantOptions = isNamed ? self.tenants.map { " --tenant \($0)" }.joined() : ""
  }

  var firstReport: String { reports[0].type }

  var hasOneTenant: Bool { tenants.count == 1 }

  /// Whose files they are, for a comment.
  var owners: String { hasOneTenant ? "tenant \(tenants[0])" : "\(tenants.count) tenants" }

  /// A name for a database of the rows.
  var databaseName: String { hasOneTenant ? tenants[0] : "dyno_reports" }

  /// The exports folder, escaped for a string literal in Python, or in a language with the same escapes.
  var quotedExports: String {
    exports.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
