import Foundation
import Testing

@testable import Schedules

@Suite("The words of a message")
struct WordingTests {
  @Test(
    "suggest what was probably meant",
    arguments: [
      ("perod", "period"), ("peroid", "period"), ("Period", "period"), ("exprots", "exports"),
      ("fiscal_year", nil), ("frequency", nil), ("", nil), (String(repeating: "period", count: 99), nil),
    ])
  func suggestions(word: String, meant: String?) {
    #expect(suggestion(for: word, among: ["exports", "period", "fiscal_year_start"]) == meant)
  }

  @Test("say what there is where nothing is like it")
  func advices() {
    #expect(advice(for: "x", among: ["csv", "xml", "csv"]) == "one of `csv` or `xml`")
    #expect(advice(for: nil, among: ["csv"]) == "only `csv`")
  }

  @Test("quote little, and nothing that moves the cursor or turns the text around")
  func quoting() {
    #expect(quoted("weekly") == "`weekly`")
    #expect(quoted("a\nb\u{202E}\u{1B}\u{E000}") == "`a\\u{a}b\\u{202e}\\u{1b}\\u{e000}`")
    #expect(quoted(String(repeating: "é", count: 40)) == "`\(String(repeating: "é", count: 40))`")
    #expect(quoted(String(repeating: "é", count: 41)) == "`\(String(repeating: "é", count: 40))…`")
  }

  @Test("say where they belong")
  func places() {
    let issue = ScheduleIssue(file: "schedules/a.yaml", line: 12, column: 9, message: "m", hint: "h")
    #expect(issue.description == "schedules/a.yaml:12:9: m; h")
    #expect(ScheduleIssue(file: "schedules", message: "m").description == "schedules: m")
  }

  @Test("stand in the order of files and places")
  func order() {
    let places = [("a", 2, 1), ("a", 10, 1), ("a", 10, 3), ("b", 1, 1)]
    let issues = places.map { ScheduleIssue(file: $0, line: $1, column: $2, message: "") }
    #expect(issues.reversed().sorted() == issues)
  }
}

@Suite("The pattern of a number up to a limit")
struct NumberPatternTests {
  @Test("describes those numbers and no others", arguments: [1, 9, 10, 31, 99, 100, 744, 1090])
  func numbers(limit: Int) {
    let pattern = numberPattern(upTo: limit)
    let described = (0...(limit + 1100)).filter { "\($0)".wholeMatch(pattern) }
    #expect(described == Array(1...limit))
    #expect(!"01".wholeMatch(pattern))
  }
}
