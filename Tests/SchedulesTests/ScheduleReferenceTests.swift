import Testing
import TestingRepository

struct ScheduleReferenceTests {
  @Test func scheduleFilesPageIsUpToDate() throws {
    try GeneratedFile.check("docs/schedule_files.md", ScheduleReference.rendered)
  }
}
