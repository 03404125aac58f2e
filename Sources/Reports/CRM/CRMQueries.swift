/// Queries for short lists that all reports of an occurrence share. Each runs once, in the occurrence's
/// snapshot; reports receive the lists as arrays.
///
/// Each query returns one row whose columns are ``ReportParameter``s. Arrays, unlike temporary tables, work
/// in a read-only transaction and on a cluster of several nodes.
package struct CRMQueries: Sendable {
  /// `users` and `groups`: all that own or are assigned a deal of the tenant, or have a sales target.
  package let principals: String
  /// `pipelines`: those that have at least one stage.
  package let pipelines: String

  package init(principals: String, pipelines: String) {
    self.principals = principals
    self.pipelines = pipelines
  }

  package static let product = CRMQueries(
    principals: CRMDefinitions.expand(SQLFile.principals), pipelines: CRMDefinitions.expand(SQLFile.pipelines)
  )
}
