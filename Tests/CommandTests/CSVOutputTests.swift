import Foundation
import Testing
import TestingDatabase

/// `--csv` has what `--json` has: exact values, under the same names.
struct CSVOutputTests {
  private static let commands: [[String]] = [
    ["report", "pipeline_coverage", "--from", "2026-10-01", "--to", "2026-11-01"],
    ["trend", "--report", "pipeline_coverage"],
    ["diff", "2026-09", "2026-10", "--report", "pipeline_coverage"],
    ["runs", "list"], ["status"], ["plan"], ["doctor"],
    ["explain", "5d088145-212f-860c-87a2-02530b5133d9"],
  ]

  private func installation() throws -> Installation {
    let installation = try Installation()
    try installation.database.load(
      "CREATE OR REPLACE VIEW report_label AS SELECT '\(SmallCRM.acme)'::uuid AS tenant_id, 'USER' AS kind, "
        + "md5('user 0')::uuid AS id, '=1+1, \"Ada\"'::text AS name")
    let result = try installation.run(
      "backfill", "--from", "2026-09-01", "--to", "2026-11-01", "--at", Installation.at)
    #expect(result.status == 0, "\(result)")
    return installation
  }

  /// The rows of a command's CSV, by column; an empty cell is nil.
  private func rows(_ installation: Installation, _ command: [String]) throws -> [[String: String?]] {
    let result = try installation.run(command + ["--csv"])
    #expect(result.status == 0, "\(result)")
    let read = try Shell.run(
      [
        "python3", "-c",
        "import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='', encoding='utf-8')))))",
        try file(result.output),
      ])
    let rows = try JSONSerialization.jsonObject(with: Data(read.output.utf8)) as? [[String: String]]
    return try #require(rows).map { $0.mapValues { $0.isEmpty ? nil : $0 } }
  }

  private let folder = TemporaryFolder()

  private func file(_ text: String) throws -> String {
    let path = folder.path + "/table.csv"
    try Data(text.utf8).write(to: URL(filePath: path))
    return path
  }

  private func json(_ installation: Installation, _ command: [String]) throws -> Any {
    let result = try installation.run(command + ["--json"])
    #expect(result.status == 0, "\(result)")
    return try JSONSerialization.jsonObject(with: Data(result.output.utf8))
  }

  @Test func rowsOfAReport() throws {
    let installation = try installation()
    let document = try json(installation, Self.commands[0]) as? [String: Any]
    let expected = try #require(document?["rows"] as? [[String: Any]])
    let rows = try rows(installation, Self.commands[0])
    #expect(rows.count == expected.count && rows.count > 3)
    for (row, expected) in zip(rows, expected) {
      #expect(Set(row.keys) == Set(expected.keys))
      for (column, value) in row where column != "principal_name" {
        #expect(value == expected[column] as? String, "\(column)")
      }
    }
    // As in the files, a text is no formula.
    #expect(rows.contains { $0["principal_name"] == "'=1+1, \"Ada\"" })
    #expect(rows.contains { $0["open_amount"]??.contains(/^[0-9]{5,}\.[0-9]{2}$/) ?? false })
  }

  @Test func pointsOfATrend() throws {
    let installation = try installation()
    let document = try json(installation, Self.commands[1]) as? [String: Any]
    let expected = try #require(document?["rows"] as? [[String: Any]])
    let periods = try #require(document?["periods"] as? [[String: Any]])
    let rows = try rows(installation, Self.commands[1])
    #expect(rows.count == expected.count * periods.count && rows.count > 3)
    for (index, row) in rows.enumerated() {
      let (about, point) = (expected[index / periods.count], index % periods.count)
      #expect(row["period"] == (periods[point]["period"] as? [String: Any])?["label"] as? String)
      #expect(row["principal_id"] == (about["dimensions"] as? [String: Any])?["principal_id"] as? String)
      let values = about["metrics"] as? [String: [Any]]
      let changes = about["changes"] as? [String: [Any]]
      for metric in ["open_amount", "coverage_ratio"] {
        #expect(row[metric] == values?[metric]?[point] as? String)
        #expect(row[metric + "_change"] == changes?[metric]?[point] as? String)
      }
    }
  }

  @Test func metricsThatDiffer() throws {
    let installation = try installation()
    let document = try json(installation, Self.commands[2]) as? [String: Any]
    let expected = try #require(document?["rows"] as? [[String: Any]])
    let rows = try rows(installation, Self.commands[2])
    let metrics = expected.flatMap { row in
      (row["metrics"] as? [String: [String: Any]] ?? [:]).map { metric, values in
        [row["after_run_id"], metric, values["before"], values["after"], values["change"]].map {
          $0 as? String
        }
      }
    }
    let cells = rows.map { row in
      ["after_run_id", "metric", "before", "after", "change"].map { row[$0] ?? nil }
    }
    #expect(Set(cells) == Set(metrics) && cells.count == metrics.count && cells.count > 3)
  }

  @Test func runsSchedulesAndFindings() throws {
    let installation = try installation()
    let runs = try #require(try json(installation, Self.commands[3]) as? [[String: Any]])
    let listed = try rows(installation, Self.commands[3])
    #expect(listed.map { $0["run_id"] } == runs.map { $0["run_id"] as? String } && !runs.isEmpty)
    for (row, run) in zip(listed, runs) {
      let parameters = run["parameters"] as? [String: Any]
      for column in [
        "tenant", "report", "schedule", "period", "status", "snapshot_at", "period_start", "tzdata_version",
      ] {
        #expect(row[column] == run[column] as? String, "\(column)")
      }
      for dimension in ["principal_type", "principal_id", "pipeline_id"] {
        #expect(row[dimension] == parameters?[dimension] as? String)
      }
    }
    let status = try rows(installation, Self.commands[4] + ["--at", Installation.at])
    #expect(status.count == 1)
    #expect(status[0]["last_published"] == "2026-10" && status[0]["next_due"] == "2026-11-30T23:00:00Z")
    #expect(status[0]["open"] == "0" && status[0]["late"] == "1", "\(status)")
    let plan = try rows(installation, Self.commands[5] + ["--at", "2026-12-02T00:00:00Z"])
    #expect(plan.count == 1)
    let expected = [
      "tenant": "acme", "period": "2026-11", "period_start": "2026-10-31T23:00:00Z", "reason": "due",
      "window": "2026-11",
      "reports": "pipeline_overview pipeline_coverage", "formats": "csv xml", "revision": "1",
    ]
    for (column, value) in expected { #expect(plan[0][column] == value, "\(plan)") }
    #expect(
      try rows(installation, Self.commands[6]).contains {
        $0["subject"] == "database" && $0["is_good"] == "true"
      })
  }

  @Test("One form at a time", arguments: commands)
  func notBothForms(command: [String]) throws {
    let result = try Shell.run([Installation.program] + command + ["--csv", "--json"])
    #expect(result.status == 64 && result.output.isEmpty, "\(result)")
    #expect(result.errors.contains("--json and --csv cannot be given together"), "\(result)")
  }
}
