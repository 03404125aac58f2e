internal import Calendars
internal import Foundation
package import PostgreSQL
package import Reports

/// Stores the runs of one report of an adopted occurrence: their headers and facts as the published files have them. Only those are
/// stored whose ids follow from the occurrence's recorded parameters.
package struct AdoptedRuns {
  /// A run as its published header says it.
  package struct Header: Sendable {
    /// nil if it is not published: then it follows from the parameters.
    package let id: String?
    /// The values of the report's run dimensions, in their order.
    package let dimensions: [String?]
    /// nil if it succeeded.
    package let errorMessage: String?
    /// A JSON document; nil if there are none.
    package let warnings: String?

    package init(id: String?, dimensions: [String?], errorMessage: String?, warnings: String?) {
      self.id = id
      self.dimensions = dimensions
      self.errorMessage = errorMessage
      self.warnings = warnings
    }
  }

  /// In the version that computed the facts.
  private let report: Report
  private let values: [String: String?]
  private let connection: Connection

  /// - Parameters:
  ///   - parameters: the canonical parameters of the report's runs, without their dimensions.
  ///   - origin: of the occurrence.
  package init(
    _ report: Report, of adopted: AdoptedOccurrence, _ parameters: [String: ParameterValue],
    _ origin: RunOrigin, _ connection: Connection
  ) throws {
    self.report = report
    self.connection = connection
    let key = adopted.occurrence.key
    let inputParameters = try RunKey.text(parameters)
    values = [
      "tenant_id": key.tenantID.uuidString.lowercased(), "report_type": report.type,
      "run_key_prefix": RunKey.prefix(
        tenantID: key.tenantID, report: report.type, revision: key.revision, inputParameters: inputParameters),
      "input_params": inputParameters, "period_start": adopted.window.start?.description ?? "",
      "period_end": adopted.window.end.description, "schedule": key.schedule,
      "revision": String(key.revision), "occurrence_start": key.startColumn,
      "occurrence_end": key.end.description, "reconstructed": String(adopted.occurrence.isReconstructed),
      "generated_at": adopted.snapshotAt, "fence": String(adopted.fence),
      "tzdata_version": adopted.tzdataVersion, "software_version": origin.softwareVersion,
      "methodology_version": origin.methodologyVersion,
    ]
  }

  /// - Returns: how many were stored. The others' ids are not those of such runs, or occur twice.
  package func store(_ headers: [Header]) throws -> Int {
    try connection.execute(storingHeaders, bound(storingHeaders, lists(of: headers))).only.value("runs")
  }

  /// - Parameter rows: a value for each of the report's columns, in their order.
  /// - Returns: how many were stored. The others' ids are not those of runs about what the rows are about.
  package func storeFacts(_ rows: [[String?]]) throws -> Int {
    var lists: [String: String?] = [:]
    for (index, column) in report.columns.enumerated() {
      lists[Self.list(column.name)] = ArrayLiteral.text(rows.map { $0[index] })
    }
    return try connection.execute(storingFacts, bound(storingFacts, lists)).only.value("rows")
  }

  /// The fence with which the id of a failed run follows from the parameters, for files that do not name it.
  ///
  /// - Returns: nil if it is none of the first thousand.
  package func fence(of failed: Header) throws -> Int? {
    let statement = NamedStatement(
      """
      SELECT min(fence) AS fence
      FROM (SELECT run_id, \(RunKey.sql(dimensions: report.runDimensions)) AS run_key FROM (\(listed)) AS listed) AS keyed,
           generate_series(1::bigint, 1000) AS fence
      WHERE run_id = report_run_id(sha256(run_key || int8send(fence)))
      """)
    return try connection.execute(statement, bound(statement, lists(of: [failed]))).only.optional("fence")
  }

  private var storingHeaders: NamedStatement {
    NamedStatement(
      """
      WITH listed AS (
      \(listed)
      ), keyed AS (
        SELECT listed.*, \(RunKey.sql(dimensions: report.runDimensions)) AS run_key FROM listed
      ), proved AS (
        SELECT * FROM keyed WHERE run_id IS NULL OR run_id = \(RunKey.idSQL)
      ), header AS (
      \(RunStatement.insertingHeaders(from: "proved", report))
        RETURNING 1
      )
      SELECT count(*) AS runs FROM header
      """)
  }

  private var storingFacts: NamedStatement {
    let names = report.columns.map(\.name)
    let casts = report.columns.map { column in
      // A cast to varchar would cut the text off; storing it is refused.
      if case .text = column.type { return column.name }
      return "\(column.name)::\(column.type.sqlName) AS \(column.name)"
    }
    let lists = names.map { ":'\(Self.list($0))'::text[]" }
    return NamedStatement(
      """
      WITH listed AS (
        SELECT \(casts.joined(separator: ", "))
        FROM unnest(\(lists.joined(separator: ", "))) AS listed (\(names.joined(separator: ", ")))
      ), fact AS (
        INSERT INTO \(report.factTable) (\(names.joined(separator: ", ")))
        SELECT \(names.joined(separator: ", "))
        FROM listed
        WHERE tenant_id = :'tenant_id'::uuid
          AND run_id = report_run_id(\(RunKey.sql(dimensions: report.runDimensions)))
        RETURNING 1
      )
      SELECT count(*) AS rows FROM fact
      """)
  }

  /// SQL of the given headers, with the columns that storing them needs.
  private var listed: String {
    let dimensions = report.dimensions.filter { report.runDimensions.contains($0.name) }
    let own = dimensions.map { column in
      if case .text = column.type { return column.name }
      return "\(column.name)::\(column.type.sqlName) AS \(column.name)"
    }
    let lists = report.runDimensions.map { ":'\(Self.list($0))'::text[]" }
    let selected =
      [
        ":'tenant_id'::uuid AS tenant_id", "run_id::uuid AS run_id", "error_message",
        "warnings::jsonb AS warnings",
      ] + own
    let all =
      [
        ":'\(Self.list("run_id"))'::text[]", ":'\(Self.list("error_message"))'::text[]",
        ":'\(Self.list("warnings"))'::text[]",
      ]
      + lists
    let names = ["run_id", "error_message", "warnings"] + report.runDimensions
    return """
      SELECT \(selected.joined(separator: ", "))
      FROM unnest(\(all.joined(separator: ", "))) AS given (\(names.joined(separator: ", ")))
      """
  }

  private func lists(of headers: [Header]) -> [String: String?] {
    var lists: [String: String?] = [
      Self.list("run_id"): ArrayLiteral.text(headers.map(\.id)),
      Self.list("error_message"): ArrayLiteral.text(headers.map(\.errorMessage)),
      Self.list("warnings"): ArrayLiteral.text(headers.map(\.warnings)),
    ]
    for (index, name) in report.runDimensions.enumerated() {
      lists[Self.list(name)] = ArrayLiteral.text(headers.map { $0.dimensions[index] })
    }
    return lists
  }

  /// The parameter that has the values of a column.
  private static func list(_ column: String) -> String { "list_of_\(column)" }

  private func bound(_ statement: NamedStatement, _ lists: [String: String?]) -> [String: String?] {
    values.merging(lists) { $1 }.filter { statement.parameters.contains($0.key) }
  }
}
