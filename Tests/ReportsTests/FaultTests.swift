import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

/// A fault that no value shows fails its run, and only that.
struct FaultTests {
  private static let report = Report(
    type: "made_up", title: "Made up", question: "What?", windowRule: "The window takes everything.",
    columns: [
      .runID, .tenantID, Column("pipeline_id", .bigint, role: .dimension, "Run."),
      Column("stage_id", .bigint, role: .dimension, "Row."),
    ],
    runDimensions: ["pipeline_id"], options: [],
    faults: [ReportFault("first", "The first is wrong"), ReportFault("second", "The second is wrong")],
    sql: """
      SELECT :'tenant_id'::uuid AS tenant_id, pipeline_id, stage_id, fault, is_fact, NULL::jsonb AS warnings
      FROM (VALUES (1::bigint, 1::bigint, NULL, true), (1, 2, NULL, true), (2, 1, NULL, true), (2, NULL, 'second', false),
                   (3, NULL, 'first', false), (4, 1, 'second', true), (4, 2, 'first', true))
        AS row (pipeline_id, stage_id, fault, is_fact)
      """)

  @Test func failsTheRun() throws {
    let statement = NamedStatement(
      """
      SELECT pipeline_id, count(*) FILTER (WHERE is_fact) AS facts, error_message
      FROM (\(Self.report.classifiedSQL())) AS report
      GROUP BY pipeline_id, error_message
      ORDER BY pipeline_id
      """)
    let values = statement.parameters.map { $0 == "tenant_id" ? SmallCRM.acme.uuidString : "" }
    let database = try TestDatabase()
    let rows = try database.owner.connect().transaction(
      database.owner.transaction(.readCommitted, tenant: nil)
    ) {
      try $0.execute(statement.sql, values).map(\.all)
    }
    let wrong = ["first", "second"].map { "The \($0) is wrong, then restate this period." }
    // Of several faults the one that the report names first.
    #expect(
      rows == [["1", "2", nil], ["2", "0", wrong[1]], ["3", "0", wrong[0]], ["4", "0", wrong[0]]])
  }
}
