import Calendars
import Foundation
import Reports
import Schedules
import Testing

@testable import Runs

/// What a run recorded is read back as what was asked.
struct RecordedRequestTests {
  private static let id = UUID()
  private static let values: [String: OptionValue] = [
    "flag": .flag(true), "number": .number(7), "days": .days(30), "back": .days(90),
    "horizon": .keyword("month"), "pipelines": .pipelines([id]),
    "principals": .principals([Principal(kind: .group, id: id)]), "stages": .stages([id]),
    "percents": .percents([id: 3_333]),
  ]
  private static let report = Report(
    type: "made_up", title: "Made up", question: "What?", windowRule: "The window takes everything.",
    columns: [.runID, .tenantID], runDimensions: [],
    options: [
      ReportOption("flag", .flag(default: false), ""),
      ReportOption("number", .number(default: 1, range: 1...9), ""),
      ReportOption("days", .days(.outcomes, default: 0, range: 0...366), ""),
      ReportOption("back", .days(.lookBack, default: 365, range: 1...366), ""),
      ReportOption("horizon", .horizon(default: .quarter), ""),
      ReportOption("pipelines", .pipelines(keywords: ["all"]), ""),
      ReportOption("principals", .principals, ""),
      ReportOption("stages", .stages(keyword: "position"), ""),
      ReportOption("percents", .percents(keywords: ["own"]), ""),
    ],
    sql: "SELECT :'tenant_id'::uuid AS tenant_id, true AS is_fact, NULL::jsonb AS warnings")

  @Test("Options, window and bounds come back", arguments: [values, [:]])
  func roundTrip(options: [String: OptionValue]) throws {
    let sample = try SampleTenant()
    let request = ReportRequest(Self.report, options: options)
    let schedule = Schedule(name: "monthly", period: .monthly, reports: [request])
    let at = try #require(Instant(iso8601: "2027-01-05T00:00:00Z"))
    let plan = Planner(at: at).plan(sample.file(schedule), ledger: [])
    let planned = try #require(plan.occurrences.first)
    let window = try #require(planned.occurrence.window)
    let identity = try #require(try planned.runIdentities(window).first)
    let recorded = try RecordedRequest(Self.report, identity.parameters, label: window.label)
    #expect(recorded.window == window && recorded.asOf == planned.asOf)
    for option in Self.report.options {
      #expect(recorded.request.value(of: option) == request.value(of: option), "\(option.name)")
    }
    let arguments = recorded.arguments(tenantID: identity.occurrence.key.tenantID)
    #expect(arguments.bounds == identity.bounds && arguments.bounds.count == 5)
    #expect(arguments.isOpenOnlyIfCreated == identity.arguments.isOpenOnlyIfCreated)
  }

  @Test("What cannot be read is named")
  func unreadable() throws {
    #expect(throws: RecordedRequest.Unreadable.self) {
      try RecordedRequest(Self.report, ["period_kind": .text("fortnightly")])
    }
  }
}
