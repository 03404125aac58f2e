internal import Foundation
internal import PostgreSQL

/// Looks through query plans for large tables that are read whole although a tenant has few of their rows.
///
/// Where a tenant has much of a table, reading it whole is right, and where an index leads to the rows, the planner has chosen
/// not to use it: neither counts. What the planner expects a query to cost can be wrong by any factor, so one look for the
/// tenant's rows is timed.
struct WholeReadSearch {
  /// A table of fewer rows is read in milliseconds.
  private static let largeTable = 20_000
  /// Of more than this part of a table, an index saves little.
  private static let fewRows = 0.1

  private let connection: Connection
  private let tenantID: String
  /// The tables below views, by their keys.
  private let relations: [String: ViewRelation]

  /// - Parameter connection: is in a transaction.
  init(_ connection: Connection, tenantID: String, _ relations: [String: ViewRelation]) {
    self.connection = connection
    self.tenantID = tenantID
    self.relations = relations
  }

  /// - Returns: each table once.
  func wholeReads(in plans: [PlanNode]) throws -> [WholeRead] {
    var looked: [String: WholeRead?] = [:]
    for node in plans.flatMap(\.all) where node.type == "Seq Scan" {
      guard let schema = node.schema, let name = node.relation, let column = node.comparedColumn else {
        continue
      }
      let relation = ViewRelation.key(schema: schema, name: name)
      let before = try looked[relation] ?? look(at: relation, name, column, in: schema)
      looked[relation] = before.map { read in
        var read = read
        read.times += 1
        return read
      }
    }
    return looked.values.compactMap(\.self).sorted { $0.relation < $1.relation }
  }

  private func look(
    at relation: String, _ name: String, _ column: String, in schema: String
  ) throws -> WholeRead? {
    guard let source = relations[relation]?.sources.first ?? SourceTables.names.first(where: { $0 == name }),
      let rows = try rows(schema, name, withoutIndexOn: column), rows >= Self.largeTable
    else { return nil }
    var wanted = 0
    let duration = try ContinuousClock().measure {
      wanted = try connection.execute(
        NamedStatement("SELECT count(*) AS rows FROM \(source) s WHERE s.tenant_id = :'tenant_id'::uuid"),
        ["tenant_id": tenantID]
      ).only.value("rows")
    }
    guard Double(wanted) <= Self.fewRows * Double(rows) else { return nil }
    return WholeRead(
      relation: relation, column: column, rows: rows, wanted: wanted, duration: duration, times: 0)
  }

  /// About how many rows a table has; nil if it has an index that begins with the column, or was never analyzed.
  private func rows(_ schema: String, _ name: String, withoutIndexOn column: String) throws -> Int? {
    try connection.execute(
      NamedStatement(SQLFile.unindexed_table), ["schema": schema, "name": name, "column": column]
    ).first.map { try $0.value("rows") }
  }
}

extension PlanNode {
  /// The first column that the filter compares with one value.
  fileprivate var comparedColumn: String? {
    guard let alias, let filter,
      let match = filter.firstMatch(of: #/([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*) = /#)
    else { return nil }
    return match.1 == alias ? String(match.2) : nil
  }
}
