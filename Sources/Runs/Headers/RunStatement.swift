internal import Foundation
internal import PostgreSQL
internal import Reports

/// The statements that store runs: their headers and facts.
struct RunStatement {
  let statement: NamedStatement
  let values: [String: String?]

  /// Computes all runs of one report and stores their headers and facts, in one statement that counts both.
  ///
  /// - Parameters:
  ///   - attempt: the attempt that the runs belong to.
  ///   - snapshotAt: the transaction's timestamp, as the server formats it.
  ///   - columns: those of the columns that a CRM may lack which this one has.
  ///   - members: the tenant's principals and pipelines, in the transaction's snapshot.
  init(
    computing identity: RunIdentity, _ attempt: Attempt, snapshotAt: String,
    using columns: Set<OptionalColumn> = [], _ members: inout CRMMembers
  ) throws {
    let report = identity.request.report
    let facts = report.columns.map(\.name)
    statement = NamedStatement(
      """
      WITH report AS (
      \(report.classifiedSQL(using: columns, asItWas: identity.occurrence.isReconstructed))
      ), computed AS MATERIALIZED (
        SELECT report.*, \(RunKey.sql(dimensions: report.runDimensions)) AS run_key FROM report
      ), header AS (
      \(Self.insertingHeaders(from: "computed", report))
        RETURNING 1
      ), fact AS (
        INSERT INTO \(report.factTable) (\(facts.joined(separator: ", ")))
        SELECT report_run_id(run_key), \(facts.dropFirst().joined(separator: ", "))
        FROM computed
        WHERE is_fact
        RETURNING 1
      )
      SELECT (SELECT count(*) FROM header) AS runs, (SELECT count(*) FROM fact) AS rows
      """)
    values = try Self.values(
      statement,
      [
        identity.values, attempt.values, identity.arguments.values(of: statement, &members),
        ["generated_at": snapshotAt],
      ])
  }

  /// Stores a header for a report that could not be computed at all.
  init(failing identity: RunIdentity, _ attempt: Attempt, message: String, failedAt: String) throws {
    statement = NamedStatement(
      """
      WITH failed AS (
        SELECT :'tenant_id'::uuid AS tenant_id, :'error_message'::text AS error_message, NULL::jsonb AS warnings,
               \(RunKey.sql(dimensions: [])) AS run_key
      ), header AS (
      \(Self.insertingHeaders(from: "failed", nil))
        RETURNING 1
      )
      SELECT count(*) FROM header
      """)
    values = try Self.values(
      statement,
      [
        identity.values, attempt.values,
        ["error_message": message, "generated_at": failedAt],
      ])
  }

  func execute(_ connection: Connection) throws(PostgresError) { try connection.execute(statement, values) }

  /// Executes a statement that computes.
  func store(_ connection: Connection) throws -> StoredRuns {
    let row = try connection.execute(statement, values).only
    return StoredRuns(runs: try row.value("runs"), rows: try row.value("rows"))
  }

  /// The attempt at an occurrence that the runs belong to, and the version of tzdata that it used.
  struct Attempt {
    let fence: Int
    let tzdataVersion: String

    fileprivate var values: [String: String?] {
      [
        "fence": String(fence), "tzdata_version": tzdataVersion, "software_version": Versions.software,
        "methodology_version": Versions.methodology,
      ]
    }
  }

  /// - Parameter report: the report that the runs belong to; nil for a header that stands for a whole report.
  static func insertingHeaders(from source: String, _ report: Report?) -> String {
    let dimensions = report?.runDimensions ?? []
    let own = dimensions.map { "'\($0)', \($0)" }.joined(separator: ", ")
    let inputParameters = ":'input_params'::jsonb" + (own.isEmpty ? "" : " || jsonb_build_object(\(own))")
    return """
        INSERT INTO report_run (
          tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params,
          status, error_message, run_key, schedule, revision, warnings,
          software_version, methodology_version, tzdata_version, occurrence_start, occurrence_end, fence,
          reconstructed)
        SELECT \(report?.hasManyRowsPerRun == true ? "DISTINCT ON (run_key)" : "")
          tenant_id, \(RunKey.idSQL), :'report_type'::text, :'generated_at'::timestamptz,
          NULLIF(:'period_start'::text, '')::timestamptz, NULLIF(:'period_end'::text, '')::timestamptz, \(inputParameters),
          CASE WHEN error_message IS NULL THEN 'SUCCEEDED' ELSE 'FAILED' END, error_message,
          run_key, :'schedule'::text, :'revision'::integer, warnings,
          :'software_version'::text, :'methodology_version'::text, :'tzdata_version'::text,
          :'occurrence_start'::timestamptz, :'occurrence_end'::timestamptz, :'fence'::bigint,
          NULLIF(:'reconstructed'::boolean, false)
        FROM \(source)
      """
  }

  /// Merges the values, and keeps those of the statement's parameters.
  private static func values(
    _ statement: NamedStatement, _ all: [[String: String?]]
  ) -> [String: String?] {
    let known = all.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    return known.filter { statement.parameters.contains($0.key) }
  }
}
