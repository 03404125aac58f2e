import Foundation
import Testing
import TestingDatabase

/// What was read after the next period was due is marked.
extension WindowTests {
  /// A week that ended in the last seven days is in time, and earlier ones are late.
  @Test func aSnapshotAfterTheNextPeriodWasDueIsLate() throws {
    let file = Self.acme(
      """
          period: weekly
          since: 2020-01-01
          catch_up: 3
          reports:
            - type: pipeline_overview
      """, zone: "UTC")
    let installation = try Installation(files: ["acme.yaml": file])
    let monday = try installation.database.query("SELECT date_trunc('week', now())::date, now()::date - 21")[
      0]
    let late = try installation.run(
      "backfill", "--from", monday[1] ?? "", "--to", monday[0] ?? "")
    #expect(late.status == 0, "\(late.errors)")
    let entries = try entries(installation).sorted { $0.period.end < $1.period.end }
    #expect(entries.last?.period.endDate == monday[0] && entries.count >= 2)
    #expect(entries.map(\.lateSnapshot) == Array(repeating: true, count: entries.count - 1) + [nil])

    struct Status: Decodable {
      struct Tenant: Decodable { let schedules: [Schedule] }
      struct Schedule: Decodable { let late: [Entry] }
      let tenants: [Tenant]
    }
    let status = try decode(Status.self, installation.run("status", "--json").output)
    let shown = status.tenants.flatMap(\.schedules).flatMap(\.late)
    #expect(shown.map(\.period.label) == entries.dropLast().map(\.period.label))
    #expect(shown.allSatisfy { $0.lateSnapshot == true && $0.window == $0.period })
    // The text is about the last one alone.
    let text = try installation.run("status").output
    #expect(text.contains("last published \(entries[entries.count - 1].period.label), next due"), "\(text)")

    let earlier = try Installation(files: ["acme.yaml": file])
    #expect(
      try earlier.run("backfill", "--from", monday[1] ?? "", "--to", entries[0].period.endDate).status == 0)
    let statusThen = try earlier.run("status", "--at", entries[0].period.end).output
    #expect(
      statusThen.contains("last published \(entries[0].period.label) (read late), next due"), "\(statusThen)")

    for (entry, isLate) in [(entries[0], true), (entries[entries.count - 1], false)] {
      let id = try installation.database.query(
        "SELECT run_id FROM report_run WHERE occurrence_end = '\(entry.period.end)' LIMIT 1")[0][0]
      let shown = try installation.run("runs", "show", id ?? "").output
      #expect(shown.contains("Z, late: the next period was due before\n") == isLate, "\(shown)")
      let json = try installation.run("runs", "show", id ?? "", "--json").output
      #expect(json.contains("\"late_snapshot\" : true") == isLate, "\(json)")
      #expect(json.contains("\"occurrence_end\" : \"\(entry.period.end)\""), "\(json)")
    }
    #expect(try installation.run("verify").status == 0)
  }

  /// A period that was read in time stands beside one that was not.
  @Test func comparisonsNameThePeriodsThatWereReadLate() throws {
    let installation = try published()
    try installation.database.load(
      "UPDATE report_occurrence SET request = request - 'late_snapshot' WHERE period_label = '2026-W42'")
    let late =
      "\nREAD LATE: 2026-W39, 2026-W40, 2026-W41: their numbers are the CRM's of the day on which they were read\n"
    #expect(try installation.run(["trend"] + Self.coverage).output.contains(late))
    let trend = try decode(Trend.self, installation.run(["trend", "--json"] + Self.coverage).output)
    #expect(trend.periods.map(\.lateSnapshot) == [true, true, true, nil])

    let diff = ["diff", "2026-W41", "2026-W42"] + Self.coverage
    #expect(try installation.run(diff).output.contains("\nREAD LATE: 2026-W41: "))
    struct Diff: Decodable {
      let before: Entry
      let after: Entry
    }
    let sides = try decode(Diff.self, installation.run(diff + ["--json"]).output)
    #expect(sides.before.lateSnapshot == true && sides.after.lateSnapshot == nil)
    try installation.database.load("UPDATE report_occurrence SET request = request - 'late_snapshot'")
    #expect(try !installation.run(["trend"] + Self.coverage).output.contains("READ LATE"))
  }
}
