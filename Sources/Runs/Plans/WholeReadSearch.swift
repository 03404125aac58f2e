internal import PostgreSQL

/// Looks through query plans for large tables that are read whole although a tenant has few of their rows.
///
/// Where a tenant has much of a table, reading it whole is right, and where an index leads to the rows, the planner has chosen
/// not to use it: neither counts. Not seen are tables whose rows are compared with another table's instead of with the tenant's
/// id, and partitions. What the planner expects a query to cost can be wrong by any factor, so one look for the tenant's rows is
/// timed.
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
    var found: [String: WholeRead?] = [:]
    for node in plans.flatMap(\.all) where node.type == "Seq Scan" {
      guard let schema = node.schema, let name = node.relation,
        let column = node.columnOfTenant(tenantID)
      else { continue }
      let key = ViewRelation.key(schema: schema, name: name)
      let read = try found[key] ?? wholeRead(of: name, in: schema, column)
      found[key] = read.map { read in
        var read = read
        read.times += 1
        return read
      }
    }
    return found.values.compactMap(\.self).sorted { $0.relation < $1.relation }
  }

  /// - Returns: nil if an index would not help.
  private func wholeRead(of name: String, in schema: String, _ column: String) throws -> WholeRead? {
    let key = ViewRelation.key(schema: schema, name: name)
    guard let source = relations[key]?.sources.first ?? SourceTables.names.first(where: { $0 == name }),
      let table = try connection.execute(
        NamedStatement(SQLFile.unindexed_table), ["schema": schema, "name": name, "column": column]
      ).first
    else { return nil }
    let rows: Int = try table.value("rows")
    guard rows >= Self.largeTable else { return nil }
    let look = try look(for: source)
    if let look, Double(look.rows) > Self.fewRows * Double(rows) { return nil }
    return WholeRead(
      relation: try table.value("relation"), column: try table.value("column"), rows: rows, look: look,
      times: 0)
  }

  /// - Returns: nil if it took too long.
  private func look(for source: String) throws -> WholeRead.Look? {
    let statement = NamedStatement(
      "SELECT count(*) AS rows FROM \(source) s WHERE s.tenant_id = :'tenant_id'::uuid")
    var rows = 0
    do {
      let duration = try ContinuousClock().measure {
        rows = try connection.withSavepoint {
          try connection.execute(statement, ["tenant_id": tenantID]).only.value("rows")
        }
      }
      return WholeRead.Look(rows: rows, duration: duration)
    } catch let error as PostgresError where error.isCancelled {
      return nil
    }
  }
}

extension PlanNode {
  /// The column that the filter compares with the tenant's id, without quotes.
  fileprivate func columnOfTenant(_ tenantID: String) -> String? {
    let comparisons =
      #/([a-z_][a-z0-9_]*)\.([a-z_][a-z0-9_]*|"(?:[^"]|"")+")(?:::text)? = \(*('[^']*'|current_setting\('[^']*')/#
    let values = ["'\(tenantID.lowercased())'", "current_setting('dyno_reports.tenant_id'"]
    let match = (filter ?? "").matches(of: comparisons).first {
      $0.1 == alias ?? "" && values.contains(String($0.3))
    }
    return match.map { match in
      match.2.hasPrefix("\"")
        ? String(match.2.dropFirst().dropLast()).replacing("\"\"", with: "\"") : String(match.2)
    }
  }
}
