internal import Foundation
internal import PostgreSQL
internal import Reports

/// The tenant's principals and pipelines, their names, and where its deals are, in one snapshot, found by `CRMQueries`. Each query
/// runs when a report first needs its result.
struct CRMMembers {
  private let connection: Connection
  private let tenantID: String
  private let queries: CRMQueries
  private var found: [ReportParameter: String] = [:]
  private var unknown: [Set<Principal>: Set<Principal>] = [:]
  private let placeQuery: PlaceQuery?
  private var placed: [ReportParameter: String?]?
  /// By the users and groups that they are for.
  private var labels: [[String]: [ReportParameter: String]] = [:]

  /// - Parameters:
  ///   - connection: is in the transaction whose snapshot is read.
  ///   - placeQuery: for ``places()``; nil if no report counts deals by where they are.
  init(
    _ connection: Connection, tenantID: String, places placeQuery: PlaceQuery? = nil,
    queries: CRMQueries = .product
  ) {
    self.connection = connection
    self.tenantID = tenantID
    self.placeQuery = placeQuery
    self.queries = queries
  }

  /// - Parameter parameter: `users`, `groups` or `pipelines`.
  /// - Returns: the ids as a PostgreSQL array literal.
  mutating func array(_ parameter: ReportParameter) throws -> String {
    if let array = found[parameter] { return array }
    let query = parameter == .pipelines ? queries.pipelines : queries.principals
    let parameters: [ReportParameter] = parameter == .pipelines ? [.pipelines] : [.users, .groups]
    let row = try execute(query)
    for parameter in parameters { found[parameter] = try row.value(parameter.rawValue) as String }
    return try row.value(parameter.rawValue)
  }

  /// Where the tenant's deals are, added up: the values of ``PlaceQuery/parameters``.
  ///
  /// - Returns: nil if no report counts deals by where they are.
  mutating func places() throws -> [ReportParameter: String?]? {
    guard let placeQuery else { return nil }
    if let placed { return placed }
    let statement = placeQuery.statement(queries)
    let row = try connection.execute(statement, placeQuery.values(of: statement)).only
    let found: [ReportParameter: String?] = Dictionary(
      uniqueKeysWithValues: try PlaceQuery.parameters.map { ($0, try row.optional($0.rawValue)) })
    placed = found
    return found
  }

  /// What people call these users and groups, and the tenant's pipelines.
  ///
  /// - Parameters: array literals of type `uuid[]`.
  /// - Returns: the values of the parameters for labels.
  /// - Throws: ``LabelsUnreadable``
  mutating func labels(ofUsers users: String, groups: String) throws -> [ReportParameter: String] {
    if let labels = labels[[users, groups]] { return labels }
    let row = try LabelsUnreadable.naming {
      try execute(
        queries.labels, [ReportParameter.users.rawValue: users, ReportParameter.groups.rawValue: groups])
    }
    var found: [ReportParameter: String] = [:]
    for parameter in [ReportParameter.labelKinds, .labelIDs, .labelNames] {
      found[parameter] = try row.value(parameter.rawValue) as String
    }
    labels[[users, groups]] = found
    return found
  }

  /// Those of the listed principals that the CRM lacks: without a deal and without a target.
  mutating func unknown(among listed: Set<Principal>) throws -> Set<Principal> {
    if let unknown = unknown[listed] { return unknown }
    let row = try execute(
      queries.listedPrincipals,
      [
        ReportParameter.users.rawValue: listed.array(of: .user),
        ReportParameter.groups.rawValue: listed.array(of: .group),
      ])
    let result = listed.found(
      users: try row.value(ReportParameter.unknownUsers.rawValue),
      groups: try row.value(ReportParameter.unknownGroups.rawValue))
    unknown[listed] = result
    return result
  }

  /// Those of the listed stages that the CRM lacks.
  func unknownStages(among listed: some Sequence<UUID>) throws -> Set<UUID> {
    let array = "{\(listed.map { $0.uuidString.lowercased() }.joined(separator: ","))}"
    let row = try execute(queries.listedStages, [ReportParameter.stageOrder.rawValue: array])
    let unknown = ids(in: try row.value("unknown_stages"))
    return Set(listed.filter { unknown.contains(Substring($0.uuidString.lowercased())) })
  }

  /// Those of the listed pipelines that the CRM lacks: without a stage.
  mutating func unknown(among listed: Set<UUID>) throws -> Set<UUID> {
    let found = ids(in: try array(.pipelines))
    return listed.filter { !found.contains(Substring($0.uuidString.lowercased())) }
  }

  /// What is odd about the tenant's rows, apart from single runs: a number for each kind of warning; nil if
  /// nothing is.
  func warnings(for reports: [Report]) throws -> [String: Int]? {
    // Only such reports read targets, to find principals at least.
    guard reports.contains(where: \.hasPrincipals) else { return nil }
    let name = "targets_of_unknown_type"
    let count: Int = try execute(queries.targetsOfUnknownType).value(name)
    return count > 0 ? [name: count] : nil
  }

  private func execute(_ query: String, _ values: [String: String?] = [:]) throws -> Row {
    try connection.execute(
      NamedStatement(query), values.merging([ReportParameter.tenantID.rawValue: tenantID]) { $1 }
    ).only
  }
}

extension Report {
  fileprivate var hasPrincipals: Bool {
    options.contains { if case .principals = $0.kind { true } else { false } }
  }
}

extension Set<Principal> {
  /// The ids of one kind as a PostgreSQL array literal.
  func array(of kind: Principal.Kind) -> String {
    "{\(filter { $0.kind == kind }.map { $0.id.uuidString.lowercased() }.sorted().joined(separator: ","))}"
  }

  /// - Parameters: array literals of type `uuid[]`, as the server writes them.
  fileprivate func found(users: String, groups: String) -> Set<Principal> {
    let (users, groups) = (ids(in: users), ids(in: groups))
    return filter { ($0.kind == .user ? users : groups).contains(Substring($0.id.uuidString.lowercased())) }
  }
}

/// The ids in an array literal of type `uuid[]`, as the server writes it.
private func ids(in array: String) -> Set<Substring> {
  Set(array.dropFirst().dropLast().split(separator: ","))
}
