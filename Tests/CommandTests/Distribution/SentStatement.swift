import Foundation
import PostgreSQL

/// A statement that the program sent to the server, with the values that it sent along.
struct SentStatement: Hashable {
  let sql: String
  var values: [String?] = []

  /// The statement as the server has parsed it: the body of a function that does the same.
  func parsed(_ connection: Connection) throws -> ParseTree {
    defer { _ = try? connection.executeScript("DEALLOCATE ALL; DROP FUNCTION IF EXISTS pg_temp.sent") }
    try connection.executeScript("PREPARE sent AS \(sql)")
    let types: String = try connection.execute(
      "SELECT array_to_string(parameter_types, ', ') AS types FROM pg_prepared_statements"
    ).only.value("types")
    try connection.executeScript(
      "CREATE FUNCTION pg_temp.sent(\(types)) RETURNS void LANGUAGE sql BEGIN ATOMIC \(sql)\n; END")
    let body: String = try connection.execute(
      "SELECT prosqlbody::text AS body FROM pg_proc WHERE oid = 'pg_temp.sent'::regproc"
    ).only.value("body")
    return try ParseTree.all(in: body).first ?? { throw NothingParsed() }()
  }

  private struct NothingParsed: Error {}

  /// The tables of tenants whose rows are not looked for by one tenant's id.
  ///
  /// The planner knows more than the text: an id that is compared with one in the other table of a join counts for both, and a
  /// branch that no row can come from counts for nothing. Citus asks the same planner.
  func tablesOfManyTenants(_ connection: Connection) throws -> [String] {
    let plan: String = try connection.execute("EXPLAIN (VERBOSE, FORMAT JSON) " + sql, values)[0].all[0] ?? ""
    let root = try JSONSerialization.jsonObject(with: Data(plan.utf8))
    return Self.nodes(in: root).compactMap { node in
      guard let table = node["Relation Name"] as? String, node["Node Type"] as? String != "ModifyTable",
        table != "report_migration", node["Schema"] as? String != "pg_catalog"
      else { return nil }
      let conditions = node.filter { $0.key.hasSuffix("Cond") || $0.key.hasSuffix("Filter") }
        .compactMap { $0.value as? String }
      let isOfOne = conditions.contains { $0.contains(/[.(]tenant_id = '[0-9a-f-]{36}'::uuid/) }
      return isOfOne ? nil : table
    }
  }

  private static func nodes(in value: Any) -> [[String: Any]] {
    switch value {
    case let array as [Any]: return array.flatMap(nodes)
    case let object as [String: Any]:
      // What is below is never executed.
      if let filter = object["One-Time Filter"] as? String, filter.contains("false"), !filter.contains(" OR ")
      {
        return []
      }
      return (object["Node Type"] == nil ? [] : [object]) + object.values.flatMap(nodes)
    default: return []
    }
  }
}
