import Foundation
import Reports
import Schedules
import Testing

@Suite("The options of a report")
struct ReportOptionTests {
  @Test("can be true or false")
  func flags() throws {
    #expect(
      try options("type: pipeline_overview\ninclude_inactive: true") == ["include_inactive": .flag(true)])
    #expect(
      try options("type: pipeline_overview\ninclude_inactive: false") == ["include_inactive": .flag(false)])
  }

  @Test("select pipelines by a keyword of the report")
  func pipelineKeywords() throws {
    #expect(try options("type: pipeline_overview\npipelines: all") == ["pipelines": .keyword("all")])
    #expect(try options("type: pipeline_coverage\npipelines: each") == ["pipelines": .keyword("each")])
  }

  @Test("list pipelines in any order")
  func pipelines() throws {
    let first = "0a000000-0000-4000-8000-000000000001"
    let second = "0b000000-0000-4000-8000-000000000002"
    let expected = OptionValue.pipelines([first, second].compactMap(UUID.init(uuidString:)))
    for order in [[first, second], [second.uppercased(), first]] {
      let list = order.joined(separator: ", ")
      #expect(try options("type: pipeline_overview\npipelines: [\(list)]") == ["pipelines": expected])
    }
  }

  @Test("select principals by a keyword", arguments: ["all", "users", "groups"])
  func principalKeywords(word: String) throws {
    #expect(try options("type: pipeline_coverage\nprincipals: \(word)") == ["principals": .keyword(word)])
  }

  @Test("list principals of both kinds, in any case and order")
  func principals() throws {
    let id = try #require(UUID(uuidString: "0a000000-0000-4000-8000-000000000001"))
    let found = try options(
      """
      type: pipeline_coverage
      principals:
        - {type: User, id: \(id)}
        - type: GROUP
          id: \(id)
      """)
    let expected = [Principal(kind: .group, id: id), Principal(kind: .user, id: id)]
    #expect(found == ["principals": .principals(expected)])
  }

  private func options(_ report: String) throws -> [String: OptionValue] {
    let yaml = file(report: report)
    #expect(try issues(in: yaml) == [])
    let schedules = try #require(try parse(yaml).schedules)
    return try #require(schedules.schedules.first?.reports.first).options
  }
}
