import Foundation
import TestingDatabase

@testable import Runs

/// A CRM whose tables have every column as text, with the views that reports need. Any value can be made one that its
/// view cannot cast.
struct TextCRM {
  let database: TestDatabase
  /// Must be in no message.
  static let secret = "geheim-4711"

  init() throws {
    database = try TestDatabase()
    try database.load(SmallCRM.script)
    // A deal without an expected date, so that the other date is read.
    try database.load("UPDATE deal SET expected_close_date = NULL WHERE id = md5('deal 40')::uuid")
    try database.load(
      """
      CREATE TYPE code AS ENUM (
        'Open, early', 'Late "stage"', 'Won', 'Lost', 'OPEN', 'DONE_SUCCESS', 'DONE_FAILED', 'USER', 'GROUP');
      \(Dictionary(grouping: SourceColumn.all, by: \.table).map(Self.view).joined(separator: "\n"))
      """)
  }

  private static func view(of table: String, _ columns: [SourceColumn]) -> String {
    let changes = columns.map { "ALTER COLUMN \($0.name) TYPE text" }.joined(separator: ", ")
    let casts = columns.map {
      "\($0.name)::\($0.type == .text ? "code" : $0.type.preferred) AS \($0.name)"
    }
    return """
      ALTER TABLE \(table) RENAME TO \(table)_base;
      ALTER TABLE \(table)_base \(changes);
      CREATE VIEW \(table) AS SELECT \(casts.joined(separator: ", ")) FROM \(table)_base;
      GRANT SELECT ON \(table) TO dyno_reports;
      """
  }

  /// Breaks the value of one row of the tenant `acme` while the body runs.
  func breaking(_ column: SourceColumn, _ body: () throws -> Void) throws {
    let table = "\(column.table)_base"
    let old = try database.query("SELECT ctid, \(column.name) FROM \(table) WHERE \(Self.row(of: column))")
    let set = "UPDATE \(table) SET \(column.name) ="
    _ = try database.query("\(set) $1 WHERE ctid = $2::tid", [Self.secret, old[0][0]])
    try body()
    _ = try database.query("\(set) $1 WHERE \(column.name) = $2", [old[0][1], Self.secret])
  }

  /// The condition for a row whose value a report of October reads.
  private static func row(of column: SourceColumn) -> String {
    // Deal 40 is open, deal 44 is won.
    let deal = ["expected_close_date", "close_date"].contains(column.name) ? "deal 40" : "deal 44"
    let condition =
      switch column.table {
      case "deal": "id = md5('\(deal)')::uuid::text"
      case "deal_pipeline_stage_state": "deal_id = md5('\(deal)')::uuid::text"
      case "pipeline_stage": "id = md5('stage 0')::uuid::text"
      default: "principal_id = md5('user 1')::uuid::text AND period_start = '2026-10-01'"
      }
    return "tenant_id = '\(SmallCRM.acme.uuidString.lowercased())' AND \(condition)"
  }
}
