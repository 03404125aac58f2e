import Testing
import TestingRepository

@testable import DynoReports

struct CommandReferenceTests {
  @Test func commandLinePageIsUpToDate() throws {
    let reference = CommandReference(program: try .of(DynoReports.self))
    try GeneratedFile.check("docs/command_line.md", reference.rendered)
  }

  @Test func aDefaultIsSaidOnce() throws {
    let page = try Repository.contents("docs/command_line.md")
    #expect(!page.contains(#/\(default: [^|\n]*\(default: /#))
  }
}
