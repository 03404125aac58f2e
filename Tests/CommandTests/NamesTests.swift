import DisplayWidth
import Foundation
import Testing
import TestingDatabase

@testable import DynoReports

/// Tables at the terminal show names first, and ids where there are none or on request. JSON has both.
struct NamesTests {
  private static let schedule =
    Installation.acme + "\n      - {type: pipeline_stage_funnel, include_closed: true}"
  private static let long = String(repeating: "Anna-Lena ", count: 8)
  /// User 1 has a wide name, user 2 a long one, user 3 none.
  private static let names = """
    CREATE OR REPLACE VIEW report_label AS
    SELECT '\(SmallCRM.acme)'::uuid AS tenant_id, kind, md5(lower(kind) || ' ' || n)::uuid AS id, name
    FROM (VALUES ('USER', 0, 'Ada'), ('USER', 1, '中村 美咲'), ('USER', 2, '\(long)'), ('GROUP', 0, 'North'),
                 ('GROUP', 1, 'South'), ('PIPELINE', 0, 'Renewals'), ('PIPELINE', 1, 'New')) AS label (kind, n, name);
    """

  private func installation() throws -> Installation {
    let installation = try Installation(files: ["acme.yaml": Self.schedule])
    try installation.database.load(Self.names)
    #expect(try installation.run("backfill", "--from", "2026-09-01", "--to", "2026-11-01").status == 0)
    return installation
  }

  private func id(_ text: String, _ installation: Installation) throws -> String {
    try installation.database.query("SELECT md5($1)::uuid", [text])[0][0] ?? ""
  }

  private static let commands = [
    ["report", "pipeline_coverage", "--from", "2026-10-01", "--to", "2026-11-01"],
    ["trend", "--report", "pipeline_coverage"],
    ["diff", "2026-09", "2026-10", "--report", "pipeline_coverage"],
  ]

  @Test func tablesShowNames() throws {
    let installation = try installation()
    let (ada, unnamed) = (try id("user 0", installation), try id("user 3", installation))
    for command in Self.commands {
      let text = try installation.run(command).output
      for name in [" Ada ", " 中村 美咲 ", " North ", " \(unnamed) "] { #expect(text.contains(name), "\(text)") }
      #expect(!text.contains(ada) && !text.contains("pipeline "), "\(text)")
      // A long name is cut off, and the columns stay aligned.
      #expect(text.contains(" Anna-Lena Anna-Lena Anna-Lena A… "), "\(text)")
      let both = try installation.run(command + ["--ids"]).output
      for part in ["principal_id", "Ada", ada, unnamed] { #expect(both.contains(part), "\(both)") }
    }
    let total = try installation.run(Self.commands[0] + ["--option", "total=true"]).output
    #expect(total.split(separator: "\n").count { $0.contains(/^TENANT\s+all\s/) } == 1, "\(total)")
    // The last column is on the right, so that the lines of a table are equally wide.
    let trend = try installation.run("trend", "--report", "pipeline_coverage", "--metric", "open_amount")
      .output
    let table = trend.split(separator: "\n").filter { $0.hasPrefix("  ") }
    #expect(table.count > 4 && Set(table.map { String($0).displayWidth }).count == 1, "\(trend)")
    let funnel = try installation.run("report", "pipeline_stage_funnel").output
    #expect(funnel.contains("Renewals  ") && funnel.contains(#"  Late "stage"  "#), "\(funnel)")
    #expect(!funnel.contains(try id("pipeline 0", installation)), "\(funnel)")
    #expect(!funnel.contains(try id("stage 0", installation)), "\(funnel)")
  }

  @Test func aViewThatCannotBeReadIsNamed() throws {
    let installation = try Installation(files: ["acme.yaml": Self.schedule])
    try installation.database.load("REVOKE SELECT ON report_label FROM dyno_reports")
    for result in [try installation.tick(), try installation.run("report", "pipeline_overview")] {
      #expect(result.status == 1, "\(result)")
      for text in ["permission denied", "while the view report_label was read", "`dyno-reports migrate`"] {
        #expect(result.errors.contains(text), "\(result)")
      }
    }
    try installation.database.load(
      "DROP VIEW report_label; CREATE VIEW report_label AS SELECT NULL::uuid AS tenant_id, 'USER' AS kind")
    try installation.database.load("GRANT SELECT ON report_label TO dyno_reports")
    let wrong = try installation.run("run", "--at", Installation.at, "--retry")
    #expect(wrong.status == 1 && wrong.errors.contains("correct the view, or replace it"), "\(wrong)")
    try installation.database.load("DROP VIEW report_label")
    let missing = try installation.run("run", "--at", Installation.at, "--retry")
    #expect(missing.status == 1 && missing.errors.contains("`dyno-reports migrate`"), "\(missing)")
  }

  @Test func runsShowNames() throws {
    let installation = try installation()
    let list = try installation.run("runs", "--limit", "100").output
    #expect(list.contains("USER Ada") && list.contains("Renewals"), "\(list)")
    let ada = try id("user 0", installation)
    #expect(!list.contains(ada), "\(list)")
    #expect(try installation.run("runs", "--limit", "100", "--ids").output.contains("USER Ada \(ada)"))
    let run = try #require(list.firstMatch(of: /USER Ada +(\S{36})/)?.1)
    let shown = try installation.run("runs", "show", String(run)).output
    #expect(shown.contains(/principal_name +Ada\n/) && shown.contains(ada), "\(shown)")
    // The first characters, as a narrow terminal shows them, are enough.
    #expect(try installation.run("runs", "show", String(run.prefix(8))).output == shown)
    #expect(try installation.run("explain", String(run.prefix(12)).uppercased()).output.contains("USER Ada"))
    let missing = try installation.run("runs", "show", "00000000")
    #expect(missing.status == 1 && missing.errors.contains("has the run 00000000"), "\(missing)")
    for wrong in [String(run.prefix(7)), "12345-78", String(run) + "0"] {
      let result = try installation.run("runs", "show", wrong)
      #expect(result.status == 64 && result.errors.contains("a run id must be a UUID"), "\(result)")
    }
    let json = try installation.run("runs", "show", String(run), "--json").output
    #expect(json.contains(/"principal_name" ?: "Ada"/) && json.contains(ada), "\(json)")
  }

  @Test func jsonHasBoth() throws {
    let installation = try installation()
    let ada = try id("user 0", installation)
    for command in Self.commands {
      let json = try installation.run(command + ["--json"]).output
      #expect(json.contains(/"principal_name" ?: "Ada"/) && json.contains(ada), "\(json)")
      #expect(json.contains(Self.long))
    }
  }

  /// Those are the runs that people look up. They have no facts, and earlier ones about the same do.
  @Test func failedRunsHaveNames() throws {
    let installation = try installation()
    let (ada, renewals) = (try id("user 0", installation), try id("pipeline 0", installation))
    try installation.database.load("UPDATE deal SET amount = 'NaN' WHERE amount IS NOT NULL")
    for command in [
      Self.commands[0], ["report", "pipeline_stage_funnel", "--from", "2026-10-01", "--to", "2026-11-01"],
    ] {
      let isFunnel = command[1] == "pipeline_stage_funnel"
      let json = try JSONSerialization.jsonObject(
        with: Data(installation.run(command + ["--json"]).output.utf8))
      let failures = (json as? [String: Any])?["failures"] as? [[String: Any]] ?? []
      let names = failures.compactMap { $0["names"] as? [String: Any] }
      #expect(!names.isEmpty && names.count == failures.count, "\(json)")
      let name = isFunnel ? ("pipeline_name", "Renewals") : ("principal_name", "Ada")
      #expect(names.contains { $0[name.0] as? String == name.1 }, "\(json)")
    }
    let restated = try installation.run(
      "restate", "--reason", "a test", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(restated.status == 3, "\(restated)")
    let list = try installation.run("runs", "--failed", "--limit", "100").output
    #expect(list.contains(" USER Ada ") && list.contains(" Renewals "), "\(list)")
    #expect(!list.contains(ada) && !list.contains(renewals), "\(list)")
    // Nobody has named this one.
    #expect(list.contains("USER \(try id("user 3", installation)) "), "\(list)")
    let run = try #require(list.firstMatch(of: /\ USER Ada +(\S{36})/)?.1)
    #expect(try installation.run("runs", "show", String(run)).output.contains(/principal_name +Ada\n/))
    // Facts that have no names say nothing.
    try installation.database.load("UPDATE report_pipeline_coverage_fact SET principal_name = NULL")
    #expect(try installation.run("runs", "--failed", "--limit", "100").output.contains("USER \(ada) "))
  }

  /// Names are those of the latest period that has one. Facts of an earlier program have none.
  @Test func theLatestNameIsShown() throws {
    let installation = try installation()
    try installation.database.load(
      "UPDATE report_pipeline_coverage_fact SET principal_name = NULL WHERE period_start = '2026-10-01'")
    #expect(try installation.run("trend", "--report", "pipeline_coverage").output.contains(" Ada "))
    try installation.database.load("UPDATE report_pipeline_coverage_fact SET principal_name = NULL")
    let trend = try installation.run("trend", "--report", "pipeline_coverage").output
    #expect(trend.contains(try id("user 0", installation)) && !trend.contains(" Ada "), "\(trend)")
  }

  @Test(arguments: [
    ("Ada", 3), ("中村 美咲", 9), ("한국", 4), ("e\u{301}", 1), ("✅", 2), ("❤️", 2), ("Ｗ", 2), ("Größe", 5), ("", 0),
    ("Договор", 7), ("…", 1),
  ])
  func width(text: String, width: Int) {
    #expect(text.displayWidth == width)
    #expect(text.padding(to: 12).displayWidth == 12)
    #expect(text.cut(to: 4).displayWidth <= 4)
    #expect(text.cut(to: 12) == text)
  }

  @Test func titlesOfNumbersAreBroken() {
    let table = TextTable(
      columns: [
        TextTable.Column(title: "principal_type"),
        TextTable.Column(title: "remaining_target_amount", isNumber: true),
        TextTable.Column(title: "pipeline", isOptional: true),
        TextTable.Column(title: "2026-10", isNumber: true),
      ],
      rows: [["USER", "12345678901.00", nil, nil], ["GROUP", nil, nil, "1"]])
    #expect(
      table.lines.map(\.description) == [
        "                remaining_target_",
        "principal_type             amount  2026-10",
        "USER            12,345,678,901.00        -",
        "GROUP                           -        1",
      ])
  }
}
