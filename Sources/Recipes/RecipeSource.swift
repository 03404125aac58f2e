package import Reports

/// The published files that a recipe loads.
package struct RecipeSource: Sendable {
  /// The tenant's slug.
  let tenant: String
  /// The absolute path of the exports folder.
  let exports: String
  /// The reports for which the tenant has CSV files; at least one.
  let reports: [Report]

  package init(tenant: String, exports: String, reports: [Report]) {
    precondition(!reports.isEmpty, "a recipe needs at least one report")
    self.tenant = tenant
    self.exports = exports
    self.reports = reports
  }

  var firstReport: String { reports[0].type }

  /// The exports folder, escaped for a string literal in Python, or in a language with the same escapes.
  var quotedExports: String {
    exports.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
