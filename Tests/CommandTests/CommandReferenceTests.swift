import Foundation
import Testing
import TestingDatabase
import TestingRepository

struct CommandReferenceTests {
  @Test func commandLinePageIsUpToDate() throws {
    let dump = try Shell.output(Installation.program, "--experimental-dump-help")
    let reference = try JSONDecoder().decode(CommandReference.self, from: Data(dump.utf8))
    try GeneratedFile.check("docs/command_line.md", reference.rendered)
  }

  @Test func aDefaultIsSaidOnce() throws {
    let page = try Repository.contents("docs/command_line.md")
    #expect(!page.contains(#/\(default: [^|\n]*\(default: /#))
  }
}
