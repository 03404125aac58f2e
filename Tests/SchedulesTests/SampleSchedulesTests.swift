import Calendars
import Foundation
import Schedules
import Testing
import TestingRepository

@Suite("The sample schedules")
struct SampleSchedulesTests {
  @Test("have no issues, and show three different calendars")
  func tenants() throws {
    let folder = ScheduleFolder.load([Repository.path("schedules")], context: try makeContext())
    #expect(folder.issues == [])
    #expect(folder.tenants.map(\.tenant.slug) == ["acme", "globex", "initech"])
    #expect(
      folder.tenants.map(\.tenant.calendar.zone.name) == [
        "Europe/Berlin", "America/New_York", "Asia/Kolkata",
      ])
    #expect(folder.tenants.map(\.tenant.calendar.weekStart) == [.monday, .sunday, .monday])
    #expect(folder.tenants.map(\.tenant.calendar.fiscalYearStart) == [4, 1, 1])
  }

  @Test("show the common kinds of schedules")
  func periods() throws {
    let folder = ScheduleFolder.load([Repository.path("schedules")], context: try makeContext())
    let schedules = folder.tenants.flatMap(\.schedules)
    #expect(Set(schedules.map(\.period)).isSuperset(of: [.weekly, .monthly, .quarterly, .rolling(days: 30)]))
    #expect(schedules.contains { $0.since != nil && $0.period == .monthly })
  }

  @Test("name the schema for editors", arguments: ["acme.yaml", "globex.yaml", "initech.yaml"])
  func modeline(name: String) throws {
    let contents = try Repository.contents("schedules/\(name)")
    #expect(contents.hasPrefix("# yaml-language-server: $schema=schedule.schema.json\n"))
  }
}
