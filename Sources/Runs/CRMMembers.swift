internal import PostgreSQL
internal import Reports

/// The tenant's principals and pipelines in one snapshot, found by `CRMQueries`. Each query runs when a
/// report first needs its result.
struct CRMMembers {
  private let connection: Connection
  private let tenantID: String
  private let queries: CRMQueries
  private var found: [ReportParameter: String] = [:]

  /// - Parameter connection: is in the transaction whose snapshot is read.
  init(_ connection: Connection, tenantID: String, queries: CRMQueries = .product) {
    self.connection = connection
    self.tenantID = tenantID
    self.queries = queries
  }

  /// - Parameter parameter: `users`, `groups` or `pipelines`.
  /// - Returns: the ids as a PostgreSQL array literal.
  mutating func array(_ parameter: ReportParameter) throws -> String {
    if let array = found[parameter] { return array }
    let query = parameter == .pipelines ? queries.pipelines : queries.principals
    let parameters: [ReportParameter] = parameter == .pipelines ? [.pipelines] : [.users, .groups]
    let row = try connection.execute(
      NamedStatement(query), [ReportParameter.tenantID.rawValue: tenantID]
    ).only
    for parameter in parameters { found[parameter] = try row.value(parameter.rawValue) as String }
    return try row.value(parameter.rawValue)
  }
}
