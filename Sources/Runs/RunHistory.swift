package import Calendars
package import Foundation
package import PostgreSQL

/// The header of one run, as it was stored.
package struct RunHeader: Sendable {
  package let id: String
  package let report: String
  package let status: String
  package let errorMessage: String?
  package let schedule: String
  package let revision: Int
  /// The period's label.
  package let period: String?
  package let start: Instant?
  package let end: Instant?
  /// The run's snapshot, with microseconds.
  package let generatedAt: String
  /// `input_params`, a JSON object.
  package let inputParameters: String
  /// A JSON object of counts; nil where nothing was odd.
  package let warnings: String?
  package let softwareVersion: String
  package let methodologyVersion: String
  package let tzdataVersion: String
}

/// What was run for a tenant.
package struct RunHistory {
  private let database: Database
  private let connection: Connection

  package init(_ database: Database, _ connection: Connection) {
    self.database = database
    self.connection = connection
  }

  /// - Returns: nil where the tenant has no such run.
  package func run(_ id: UUID, of tenant: UUID) throws -> RunHeader? {
    try headers(tenant, "AND run_id = $2", [id.uuidString]).first
  }

  /// The latest runs, failures first.
  package func latest(_ count: Int, of tenant: UUID, onlyFailed: Bool) throws -> [RunHeader] {
    try headers(
      tenant,
      """
      AND (status = 'FAILED' OR NOT $2::boolean)
      ORDER BY status = 'FAILED' DESC, generated_at DESC, report_type COLLATE "C", run_id LIMIT $3
      """, [String(onlyFailed), String(count)])
  }

  private func headers(_ tenant: UUID, _ rest: String, _ parameters: [String]) throws -> [RunHeader] {
    try connection.transaction(database.transaction(.readCommitted, tenant: tenant)) { connection in
      let rows = try connection.execute(
        """
        SELECT run_id, report_type, status, error_message, schedule, revision,
               \(Instant.text(ofSQL: "period_start")), \(Instant.text(ofSQL: "period_end")),
               to_char(generated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), input_params,
               warnings, software_version, methodology_version, tzdata_version,
               (SELECT o.period_label FROM report_occurrence o
                WHERE o.tenant_id = r.tenant_id AND o.schedule = r.schedule AND o.revision = r.revision
                  AND o.period_end = r.period_end AND o.period_start = coalesce(r.period_start, '-infinity'))
        FROM report_run r WHERE tenant_id = $1 \(rest)
        """, [tenant.uuidString] + parameters)
      return (0..<rows.count).map { RunHeader(rows.values($0)) }
    }
  }
}

extension RunHeader {
  fileprivate init(_ row: [String?]) {
    id = row[0] ?? ""
    report = row[1] ?? ""
    status = row[2] ?? ""
    errorMessage = row[3]
    schedule = row[4] ?? ""
    revision = row[5].flatMap { Int($0) } ?? 0
    start = row[6].flatMap(Instant.init(iso8601:))
    end = row[7].flatMap(Instant.init(iso8601:))
    generatedAt = row[8] ?? ""
    inputParameters = row[9] ?? "{}"
    warnings = row[10]
    softwareVersion = row[11] ?? ""
    methodologyVersion = row[12] ?? ""
    tzdataVersion = row[13] ?? ""
    period = row[14]
  }
}
