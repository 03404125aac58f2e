/// What is small and the same for all reports of an occurrence: found once, in its snapshot, and passed to reports as arrays.
///
/// Each query gives one row whose columns are ``ReportParameter``s. Arrays, unlike temporary tables, work in a read-only
/// transaction and on a cluster of several nodes.
package struct CRMQueries: Sendable {
  /// `users` and `groups`: whoever owns or is assigned any deal of the tenant, or has any sales target.
  package let principals: String
  /// `pipelines`: those that have a stage.
  package let pipelines: String

  package init(principals: String, pipelines: String) {
    self.principals = principals
    self.pipelines = pipelines
  }

  package static let product = CRMQueries(
    principals: CRMDefinitions.expand(SQLFile.principals), pipelines: CRMDefinitions.expand(SQLFile.pipelines)
  )
}
