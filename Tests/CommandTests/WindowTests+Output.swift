import Foundation
import Testing
import TestingDatabase

/// What commands and files show of windows.
extension WindowTests {
  @Test func commandsAndFilesShowTheWindowBesideThePeriod() throws {
    let installation = try Installation(files: ["acme.yaml": Self.thisQuarter])
    struct Plan: Decodable { let occurrences: [Entry] }
    let offline = try decode(
      Plan.self, installation.run("plan", "--offline", "--at", Self.at, "--json").output)
    let plan = try decode(Plan.self, installation.run("plan", "--at", Self.at, "--json").output)
    for plan in [offline, plan] {
      #expect(Set(plan.occurrences.map(\.period.label)) == Set(Self.labels))
      for entry in plan.occurrences where entry.period.label != Self.labels[0] {
        #expect(entry.window == Self.quarter)
      }
    }
    let text = try installation.run("plan", "--at", Self.at).output
    #expect(
      text.contains(
        "    looks at 2026-Q4 (current quarterly), 2026-10-01 to 2027-01-01 (2026-09-30T22:00:00Z to "
          + "2026-12-31T23:00:00Z)\n"), "\(text)")
    #expect(text.contains("  outlook: reads the CRM as it is now"), "\(text)")
    #expect(plan.occurrences.allSatisfy { $0.readsTodaysCrm == true })

    let run = try installation.run("run", "--at", Self.at, "--json")
    #expect(run.status == 0, "\(run.errors)")
    struct Outcome: Decodable { let published: [Entry] }
    #expect(
      try decode(Outcome.self, run.output).published.map(\.window?.label) == [
        "2026-Q3", "2026-Q4", "2026-Q4", "2026-Q4",
      ])
    let entries = try entries(installation)
    #expect(entries.map(\.period.label) == Self.labels)
    #expect(entries.map(\.window).dropFirst().allSatisfy { $0 == Self.quarter })

    let headers = try Shell.output(
      "gzip", "-dc",
      installation.exports.path + "/tenant=acme/xml/report=report_run/schedule=outlook/period=2026-W42/"
        + "report_run_acme_outlook_2026-W42.xml.gz")
    #expect(headers.contains("period_start=\"2026-10-11T22:00:00Z\" period_end=\"2026-10-18T22:00:00Z\""))
    #expect(
      headers.contains(
        "window_start=\"2026-09-30T22:00:00Z\" window_end=\"2026-12-31T23:00:00Z\" "
          + "window_start_date=\"2026-10-01\" window_end_date=\"2027-01-01\""))
    // The files of the overview, whose facts have no window, show it too.
    let overview = try Shell.output(
      "gzip", "-dc",
      installation.exports.path
        + "/tenant=acme/csv/report=pipeline_overview/schedule=outlook/period=2026-W42/"
        + "pipeline_overview_acme_outlook_2026-W42.csv.gz")
    #expect(overview.contains(",2026-09-30T22:00:00Z,2026-12-31T23:00:00Z,"))

    let run42 = try installation.database.query(
      "SELECT run_id FROM report_run WHERE occurrence_end = '2026-10-18 22:00Z' AND report_type = 'pipeline_overview'"
    )
    let shown = try installation.run("runs", "show", run42[0][0] ?? "").output
    #expect(
      shown.contains("2026-W42, 2026-10-11T22:00:00Z to 2026-10-18T22:00:00Z, end exclusive"), "\(shown)")
    #expect(shown.contains("2026-09-30T22:00:00Z to 2026-12-31T23:00:00Z, end exclusive"), "\(shown)")
    #expect(shown.contains("current quarterly"))

    // What is not published yet.
    try installation.breakCoverage()
    #expect(try installation.run("run", "--at", "2026-10-27T00:00:00Z").status == 1)
    struct Status: Decodable {
      struct Tenant: Decodable { let schedules: [Schedule] }
      struct Schedule: Decodable { let open: [Entry] }
      let tenants: [Tenant]
    }
    let status = try installation.run("status", "--at", "2026-10-27T00:00:00Z", "--json")
    let open = try decode(Status.self, status.output).tenants.flatMap(\.schedules).flatMap(\.open)
    #expect(open.map(\.period.label) == ["2026-W43"] && open.map(\.window) == [Self.quarter])

    // Each run has it, also those that failed.
    struct Run: Decodable {
      let period: String
      let status: String
      let window: Entry.Period?
    }
    let runs = try decode([Run].self, installation.run("runs", "--limit", "1000", "--json").output)
    #expect(Set(runs.map(\.status)) == ["SUCCEEDED", "FAILED"])
    #expect(Set(runs.map(\.period)) == Set(Self.labels + ["2026-W43"]))
    #expect(runs.filter { $0.period != "2026-W39" }.allSatisfy { $0.window == Self.quarter })
    #expect(runs.contains { $0.window?.label == "2026-Q3" })
    let show = try installation.run("runs", "show", run42[0][0] ?? "", "--json").output
    #expect(try decode(Run.self, show).window == Self.quarter)
  }

  /// Their keys are beside those of the period, which were there first.
  @Test func statusShowsTheWindowsOfPeriodsThatAreNotComputed() throws {
    let installation = try Installation(files: [
      "acme.yaml": Self.thisQuarter.replacing("    since: 2026-09-21\n", with: "")
    ])
    #expect(try installation.run("run", "--at", "2026-10-06T00:00:00Z").status == 0)
    #expect(try installation.run("run", "--at", "2026-10-27T00:00:00Z").status == 0)
    let gap = try installation.run(
      "backfill", "--from", "2026-09-14", "--to", "2026-09-21", "--at", "2026-10-27T00:00:00Z")
    #expect(gap.status == 0, "\(gap.errors)")
    struct Status: Decodable {
      struct Tenant: Decodable { let schedules: [Schedule] }
      struct Schedule: Decodable {
        let skipped: [Period]
        let missing: [Period]
      }
      struct Period: Decodable {
        let label: String
        let startDate: String
        let window: Entry.Period?
      }
      let tenants: [Tenant]
    }
    let json = try installation.run("status", "--at", "2026-10-27T00:00:00Z", "--json").output
    let schedule = try #require(try decode(Status.self, json).tenants.first?.schedules.first)
    #expect(schedule.skipped.map(\.label) == ["2026-W41", "2026-W42"])
    #expect(schedule.skipped.map(\.startDate) == ["2026-10-05", "2026-10-12"])
    #expect(schedule.skipped.map(\.window) == [Self.quarter, Self.quarter])
    #expect(schedule.missing.map(\.label) == ["2026-W39"])
    #expect(schedule.missing.map(\.window?.label) == ["2026-Q3"])
    let text = try installation.run("status", "--at", "2026-10-27T00:00:00Z").output
    #expect(text.contains("skipped: 2026-W41, 2026-W42\n") && text.contains("missing: 2026-W39\n"), "\(text)")
  }

  /// It is not taken for one whose schedule was removed, and stops nothing else.
  @Test(arguments: [
    #"{"kind": "quarterly"}"#, "7", #"{"label": "a", "kind": "b", "end": "c", "end_date": "d"}"#,
  ])
  func aDamagedWindowSaysWhatToDo(damaged: String) throws {
    let installation = try published()
    try installation.database.load(
      "UPDATE report_occurrence SET request = jsonb_set(request, '{window}', '\(damaged)') WHERE period_label = '2026-W41'"
    )
    let error =
      "the ledger's row of outlook 2026-W41, revision 1, cannot be read: `window` in its request has an unknown format; "
      + "restore the row from a backup of the database, or use the version of the program that wrote it"
    struct Status: Decodable {
      struct Tenant: Decodable { let schedules: [Schedule] }
      struct Schedule: Decodable { let late: [Late] }
      struct Late: Decodable {
        let period: Entry.Period
        let window: Entry.Period?
        let windowError: String?
      }
      let tenants: [Tenant]
    }
    let status = try installation.run("status", "--at", Self.at, "--json")
    let late = try decode(Status.self, status.output).tenants.flatMap(\.schedules).flatMap(\.late)
    #expect(late.map(\.period.label) == Self.labels)
    #expect(late.map(\.windowError) == [nil, nil, error, nil])
    #expect(late.map(\.window?.label) == ["2026-Q3", "2026-Q4", nil, "2026-Q4"])
    #expect(try installation.run("status", "--at", Self.at).output.contains("    \(error)\n"))
    #expect(try installation.run(["trend"] + Self.coverage).output.contains("\n\(error)\n"))
    // The headers have it too.
    let runs = try installation.run("runs", "--limit", "1000", "--json")
    #expect(runs.status == 0 && !runs.output.contains("\"kind\" : \"b\""), "\(runs.errors)")
  }
}
