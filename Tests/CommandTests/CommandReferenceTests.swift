import Foundation
import Testing
import TestingDatabase

struct CommandReferenceTests {
  /// `DYNO_REPORTS_WRITE_REFERENCE=1 swift test --filter ReferenceTests` writes the page anew.
  @Test func thePageIsWhatTheProgramSays() throws {
    let path = Repository.path("docs/command_line.md")
    let dump = try Shell.output(Installation.program, "--experimental-dump-help")
    let rendered = try JSONDecoder().decode(CommandReference.self, from: Data(dump.utf8)).rendered
    if ProcessInfo.processInfo.environment["DYNO_REPORTS_WRITE_REFERENCE"] != nil {
      try rendered.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(
      (try? String(contentsOfFile: path, encoding: .utf8)) == rendered,
      """
      docs/command_line.md is out of date. To write it anew:
      DYNO_REPORTS_WRITE_REFERENCE=1 swift test --filter ReferenceTests
      """)
  }
}
