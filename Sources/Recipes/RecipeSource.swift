package import Reports

/// What recipes are about.
package struct RecipeSource: Sendable {
  /// The tenant's slug.
  let tenant: String
  /// The exports folder, absolute.
  let exports: String
  /// Reports that the tenant has CSV files of; at least one.
  let reports: [Report]

  package init(tenant: String, exports: String, reports: [Report]) {
    precondition(!reports.isEmpty, "there is nothing to read")
    self.tenant = tenant
    self.exports = exports
    self.reports = reports
  }

  var firstReport: String { reports[0].type }

  /// The folder as text of Python and of others that escape alike.
  var quotedExports: String {
    exports.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
