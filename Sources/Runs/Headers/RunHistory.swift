internal import Calendars
package import Foundation
package import PostgreSQL
internal import Reports

/// Reads the stored runs of a tenant.
package struct RunHistory {
  private let database: Database
  private let connection: Connection

  package init(_ database: Database, _ connection: Connection) {
    self.database = database
    self.connection = connection
  }

  /// The runs with an id from the first to the last: two of them, if there are more.
  package func runs(from first: UUID, to last: UUID, of tenant: UUID) throws -> [RunHeader] {
    try read(tenant) { connection in
      try Self.headers(
        tenant, "AND r.run_id BETWEEN :'first_id'::uuid AND :'last_id'::uuid ORDER BY r.run_id LIMIT 2",
        ["first_id": first.uuidString, "last_id": last.uuidString], connection)
    }
  }

  /// The run with an id, in a transaction of the tenant.
  ///
  /// - Returns: nil if the tenant has no such run.
  static func run(_ id: UUID, of tenant: UUID, _ connection: Connection) throws -> RunHeader? {
    try headers(tenant, "AND r.run_id = :'run_id'::uuid", ["run_id": id.uuidString], connection).first
  }

  /// The latest runs, failures first.
  package func latest(_ count: Int, of tenant: UUID, onlyFailed: Bool) throws -> [RunHeader] {
    try read(tenant) { connection in
      try Self.headers(
        tenant,
        """
        AND (r.status = 'FAILED' OR NOT :'only_failed'::boolean)
        ORDER BY r.status = 'FAILED' DESC, r.generated_at DESC, r.report_type COLLATE "C", r.run_id
        LIMIT :'count'::bigint
        """, ["only_failed": String(onlyFailed), "count": String(count)], connection)
    }
  }

  /// The names of what runs are about, as their facts have them. For a run without facts, such as one that failed: as the
  /// latest facts that the same report has about the same.
  ///
  /// - Returns: by run, and by the name of the column. A run without any such facts is not there.
  package func names(of runs: [RunHeader], _ tenant: UUID) throws -> [String: [String: String]] {
    var found: [String: [String: String]] = [:]
    for (type, runs) in Dictionary(grouping: runs, by: \.report) {
      guard let report = ReportCatalog.product.report(type), !report.runNames.isEmpty else { continue }
      let names = RunNames(report: report, tenant: tenant)
      try connection.transaction(database.longTransaction(.readCommitted, tenant: tenant)) { connection in
        try found.merge(names.own(of: runs, connection)) { $1 }
        let others = runs.filter { found[$0.id] == nil }
        try found.merge(names.latest(of: others, connection)) { $1 }
      }
    }
    return found
  }

  private func read<Result>(_ tenant: UUID, _ body: (Connection) throws -> Result) throws -> Result {
    try connection.transaction(database.longTransaction(.readCommitted, tenant: tenant), body)
  }

  private static func headers(
    _ tenant: UUID, _ rest: String, _ values: [String: String?], _ connection: Connection
  ) throws -> [RunHeader] {
    let statement = NamedStatement(
      """
      SELECT r.run_id, r.report_type, r.status, r.error_message, r.schedule, r.revision, r.period_start, r.period_end,
             to_char(r.generated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS generated_at,
             CASE WHEN r.fence = o.fence THEN o.request -> 'window' END AS "window",
             r.input_params, coalesce(r.warnings, '{}') AS warnings, r.software_version, r.methodology_version, r.tzdata_version,
             coalesce(r.fence = o.fence OR r.occurrence_end IS NULL AND r.generated_at = o.snapshot_at, false)
               AS is_of_last_attempt,
             o.state, coalesce((o.request -> 'versions' ->> r.report_type)::integer, 1) AS report_version,
             o.period_label, NULLIF(o.period_start, '-infinity') AS occurrence_start, o.period_end AS occurrence_end
      FROM report_run r LEFT JOIN report_occurrence o ON \(AttemptHeaders.conditionOfAnyAttempt)
      WHERE r.tenant_id = :'tenant_id'::uuid \(rest)
      """)
    return try connection.execute(statement, values.merging(["tenant_id": tenant.uuidString]) { $1 })
      .map { try RunHeader($0, tenantID: tenant) }
  }
}

extension RunHeader {
  fileprivate init(_ row: Row, tenantID: UUID) throws {
    id = try row.value("run_id")
    report = try row.value("report_type")
    status = try row.value("status")
    errorMessage = try row.optional("error_message")
    schedule = try row.value("schedule")
    revision = try row.value("revision")
    start = try row.optional("period_start")
    end = try row.optional("period_end")
    generatedAt = try row.value("generated_at")
    parameters = try row.json("input_params")
    warnings = try row.json("warnings")
    isOfLastAttempt = try row.value("is_of_last_attempt")
    occurrenceState = try row.optional("state")
    reportVersion = try row.value("report_version")
    softwareVersion = try row.value("software_version")
    methodologyVersion = try row.value("methodology_version")
    tzdataVersion = try row.value("tzdata_version")
    period = try row.optional("period_label")
    recordedWindow = try row.optional("window")
    let (schedule, revision) = (schedule, revision)
    let start: Instant? = try row.optional("occurrence_start")
    occurrence = try row.optional("occurrence_end").map { end in
      OccurrenceKey(tenantID: tenantID, schedule: schedule, start: start, end: end, revision: revision)
    }
  }
}
