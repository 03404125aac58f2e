import Calendars
import Foundation
import Reports
import Schedules
import Testing

@Suite("A schedule file without issues")
struct ScheduleFileTests {
  @Test("defines a tenant and its schedules")
  func everything() throws {
    let read = try #require(
      try parse(
        """
        # yaml-language-server: $schema=schedule.schema.json
        tenant:
          id: 6F1D2C9E-0A57-4F0E-9D0B-2F5F7F7A0C11
          slug: acme
          timezone: America/New_York
          week_start: sunday
          fiscal_year_start: 4
          currency: usd
          other_currencies: fail
        schedules:
          - name: weekly-overview
            period: weekly
            ready_after: 6h
            catch_up: 4
            reports:
              - type: pipeline_overview
                include_inactive: false
              - type: pipeline_coverage
            exports: [xml]
          - name: monthly
            period: monthly
            since: 2026-01-01
            reports: [{type: pipeline_overview}]
        """
      ).schedules)

    #expect(read.file == "acme.yaml")
    #expect(read.tenant.id == UUID(uuidString: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11"))
    #expect(read.tenant.slug == "acme")
    #expect(read.tenant.calendar.zone.name == "America/New_York")
    #expect(read.tenant.calendar.weekStart == .sunday)
    #expect(read.tenant.calendar.fiscalYearStart == 4)
    #expect(read.tenant.currency == Currency(code: "USD", others: .fail))

    #expect(read.schedules.map(\.name) == ["weekly-overview", "monthly"])
    #expect(read.schedules.map(\.line) == [11, 20])
    let weekly = read.schedules[0]
    #expect(weekly.period == .weekly)
    #expect(weekly.readyAfter == 6 * 3600)
    #expect(weekly.catchUp == 4)
    #expect(weekly.since == nil)
    #expect(weekly.exports == [.xml])
    #expect(weekly.reports.map(\.report.type) == ["pipeline_overview", "pipeline_coverage"])
    #expect(weekly.reports[0].options == ["include_inactive": .flag(false)])
    #expect(read.schedules[1].since == CivilDate(iso: "2026-01-01"))
  }

  @Test("has defaults for missing keys")
  func defaults() throws {
    let read = try #require(
      try parse(
        """
        tenant: {id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11, slug: acme, timezone: Europe/Berlin}
        schedules:
          - name: overview
            reports: [{type: pipeline_overview}]
        """
      ).schedules)
    #expect(read.tenant.calendar.weekStart == .monday)
    #expect(read.tenant.calendar.fiscalYearStart == 1)
    #expect(read.tenant.currency == nil)
    let schedule = try #require(read.schedules.first)
    #expect(schedule.period == .rolling(days: 90))
    #expect(schedule.readyAfter == 0)
    #expect(schedule.catchUp == 1)
    #expect(schedule.exports == [.csv, .xml])
    let request = try #require(schedule.reports.first)
    #expect(request.report.options.map(request.value(of:)) == [.keyword("all"), .flag(true)])
  }

  @Test("counts other currencies unless it says what else becomes of them")
  func defaultOfOtherCurrencies() throws {
    let tenant = "id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11\nslug: acme\ntimezone: UTC\ncurrency: CHF"
    let read = try #require(try parse(file(tenant: tenant)).schedules)
    #expect(read.tenant.currency == Currency(code: "CHF", others: .warn))
  }

  @Test("uses the configured rolling window if it has no period")
  func defaultRollingDays() throws {
    let context = ScheduleContext(zones: try TimeZoneDatabase(), defaultRollingDays: 28)
    let bytes = Array(file(schedule: "").utf8)
    let read = ScheduleFile.parse(contents: bytes, file: "acme.yaml", context: context)
    #expect(read.schedules?.schedules.first?.period == .rolling(days: 28))
  }

  @Test(
    "can have any kind of period",
    arguments: [
      ("daily", Period.daily), ("weekly", .weekly), ("monthly", .monthly), ("quarterly", .quarterly),
      ("yearly", .yearly), ("all_time", .allTime), ("{rolling: {days: 1}}", .rolling(days: 1)),
      ("\n  rolling:\n    days: 3660", .rolling(days: 3660)), ("'weekly'", .weekly),
    ])
  func period(text: String, expected: Period) throws {
    #expect(try schedule("period: \(text)").period == expected)
  }

  @Test(
    "can give a duration in minutes, hours or days",
    arguments: [
      ("0", 0), ("1m", 60), ("90m", 5400), ("6h", 21600), ("31d", 31 * 86400), ("744h", 31 * 86400),
      ("44640m", 31 * 86400), ("'6h'", 21600),
    ])
  func readyAfter(text: String, expected: Int) throws {
    #expect(try schedule("ready_after: \(text)").readyAfter == expected)
  }

  @Test("can list formats in any order; the result has a fixed order")
  func exports() throws {
    #expect(try schedule("exports: [xml, csv]").exports == [.csv, .xml])
    #expect(try schedule("exports: [csv]").exports == [.csv])
    #expect(try schedule("exports: [csv]").views == [])
    let all = try schedule("exports: [xlsx, xml, html, csv]")
    #expect(all.exports == [.csv, .xml] && all.views == [.html, .xlsx])
  }

  @Test(
    "can have names that YAML reads as numbers, dates or booleans",
    arguments: ["2026", "on", "no", "y", "1e3", "007", "0x1f", "'true'", "\"null\"", "2026-01-01", "a"])
  func names(text: String) throws {
    let yaml = file(schedule: "").replacing("name: weekly", with: "name: \(text)")
    let name = text.filter { !"'\"".contains($0) }
    #expect(try issues(in: yaml) == [])
    #expect(try parse(yaml).schedules?.schedules.first?.name == name)
  }

  @Test(
    "can use any YAML style",
    arguments: [
      "%YAML 1.2\n---\n" + file(schedule: "period: weekly") + "...\n",
      file(schedule: "period: weekly").replacing("\n", with: "\r\n"),
      file(schedule: "\"period\": >-\n  weekly"),
      file(schedule: "? period\n: weekly"),
      file(schedule: "period: weekly\t# and a tab before the remark"),
      file(schedule: "period: weekly # it's \"one\" *remark* &with !everything: [in {it"),
    ])
  func spelling(yaml: String) throws {
    #expect(try issues(in: yaml) == [])
    #expect(try parse(yaml).schedules?.schedules.first?.period == .weekly)
  }

  private func schedule(_ lines: String) throws -> Schedule {
    let yaml = file(schedule: lines)
    #expect(try issues(in: yaml) == [])
    return try #require(try parse(yaml).schedules?.schedules.first)
  }
}
