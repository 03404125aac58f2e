import Foundation
import Testing

struct ScheduleReferenceTests {
  /// `DYNO_REPORTS_WRITE_REFERENCE=1 swift test --filter ReferenceTests` writes the page anew.
  @Test func thePageIsTheOneThatTheDefinitionsMake() throws {
    let path = Repository.path("docs/schedule_files.md")
    let rendered = ScheduleReference.rendered
    if ProcessInfo.processInfo.environment["DYNO_REPORTS_WRITE_REFERENCE"] != nil {
      try rendered.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(
      (try? String(contentsOfFile: path, encoding: .utf8)) == rendered,
      """
      docs/schedule_files.md is out of date. To write it anew:
      DYNO_REPORTS_WRITE_REFERENCE=1 swift test --filter ReferenceTests
      """)
  }
}
