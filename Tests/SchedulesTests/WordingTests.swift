import Foundation
import Testing

@testable import Schedules

@Suite("The wording of messages")
struct WordingTests {
  @Test(
    "suggests what was probably meant",
    arguments: [
      ("perod", "period"), ("peroid", "period"), ("Period", "period"), ("exprots", "exports"),
      ("fiscal_year", nil), ("frequency", nil), ("", nil), (String(repeating: "period", count: 99), nil),
    ])
  func suggestions(word: String, meant: String?) {
    #expect(suggestion(for: word, among: ["exports", "period", "fiscal_year_start"]) == meant)
  }

  @Test("lists the choices if none is similar")
  func advices() {
    #expect(advice(for: "x", among: ["csv", "xml", "csv"]) == "one of `csv` or `xml`")
    #expect(advice(for: nil, among: ["csv"]) == "only `csv` is allowed")
  }

  @Test("quotes text shortened and without control characters")
  func quoting() {
    #expect(quoted("weekly") == "`weekly`")
    #expect(quoted("a\nb\u{202E}\u{1B}\u{E000}") == "`a\\u{a}b\\u{202e}\\u{1b}\\u{e000}`")
    #expect(quoted(String(repeating: "é", count: 40)) == "`\(String(repeating: "é", count: 40))`")
    #expect(quoted(String(repeating: "é", count: 41)) == "`\(String(repeating: "é", count: 40))…`")
  }

  @Test("begins with the position")
  func places() {
    let issue = ScheduleIssue(file: "schedules/a.yaml", line: 12, column: 9, message: "m", hint: "h")
    #expect(issue.description == "schedules/a.yaml:12:9: m; h")
    #expect(ScheduleIssue(file: "schedules", message: "m").description == "schedules: m")
  }

  @Test("sorts issues by file and position")
  func order() {
    let places = [("a", 2, 1), ("a", 10, 1), ("a", 10, 3), ("b", 1, 1)]
    let issues = places.map { ScheduleIssue(file: $0, line: $1, column: $2, message: "") }
    #expect(issues.reversed().sorted() == issues)
  }
}

@Suite("The pattern of numbers up to a limit")
struct NumberPatternTests {
  @Test("matches those numbers and no others", arguments: [1, 9, 10, 31, 99, 100, 744, 1090])
  func numbers(limit: Int) {
    let pattern = numberPattern(upTo: limit)
    let described = (0...(limit + 1100)).filter { "\($0)".wholeMatch(pattern) }
    #expect(described == Array(1...limit))
    #expect(!"01".wholeMatch(pattern))
  }
}
