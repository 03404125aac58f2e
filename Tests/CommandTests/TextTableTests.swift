import DisplayWidth
import Testing

@testable import DynoReports

/// Tables fit the terminal: texts become shorter, ids too, and numbers never.
struct TextTableTests {
  private static let id = "5d088145-212f-860c-87a2-02530b5133d9"

  private static let table = TextTable(
    columns: [
      TextTable.Column(title: "principal_type"), TextTable.Column(title: "principal"),
      TextTable.Column(title: "target_amount", isNumber: true),
      TextTable.Column(title: "open_amount", isNumber: true),
    ],
    rows: [
      ["GROUP", "Größe und 中村 美咲 im Vertrieb", "1642000.00", "-86456.26"],
      ["USER", id, nil, "0.5987"],
    ])

  private func lines(_ width: Int?) -> [String] { Self.table.lines(within: width).map(\.description) }

  @Test func aPipeGetsAllOfIt() {
    #expect(
      lines(nil) == [
        "                                                           target_       open_",
        "principal_type  principal                                   amount      amount",
        "GROUP           Größe und 中村 美咲 im Vertrieb       1,642,000.00  -86,456.26",
        "USER            5d088145-212f-860c-87a2-02530b5133d9             -      0.5987",
      ])
    #expect(lines(78) == lines(nil))
  }

  @Test func idsAndTitlesAreShortenedFirst() {
    #expect(
      lines(77) == [
        "principal_                                        target_       open_",
        "type        principal                              amount      amount",
        "GROUP       Größe und 中村 美咲 im Vertrieb  1,642,000.00  -86,456.26",
        "USER        5d088145                                    -      0.5987",
      ])
  }

  @Test func thenTheWidestTexts() {
    #expect(
      lines(50) == [
        "principal_                     target_       open_",
        "type        principal           amount      amount",
        "GROUP       Größe und …   1,642,000.00  -86,456.26",
        "USER        5d088145                 -      0.5987",
      ])
  }

  @Test func thenTheNumbersStandBelow() {
    #expect(
      lines(44) == [
        "princip…                     target_",
        "type      principal           amount",
        "GROUP     Größe und …   1,642,000.00",
        "USER      5d088145                 -",
        "",
        "princip…                     open_",
        "type      principal         amount",
        "GROUP     Größe und …   -86,456.26",
        "USER      5d088145          0.5987",
      ])
  }

  @Test func aTableWithoutNumbersIsOne() {
    let table = TextTable(
      columns: [
        TextTable.Column(title: "status", isWhole: true), TextTable.Column(title: "schedule"),
        TextTable.Column(title: "about"), TextTable.Column(title: "run"),
      ], rows: [["SUCCEEDED", "quarterly-review", "USER Chloé Mokoena", Self.id]])
    func lines(_ width: Int) -> [String] { table.lines(within: width).map(\.description) }
    #expect(
      lines(59) == [
        "status     schedule          about               run",
        "SUCCEEDED  quarterly-review  USER Chloé Mokoena  5d088145",
      ])
    #expect(lines(36) == ["status     sched…  about    run", "SUCCEEDED  quart…  USER C…  5d088145"])
  }

  /// Widths from a random table and terminal; the number of each column is told apart by its digits.
  @Test func everyTableFitsOrIsCutInGroups() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let texts = Int.random(in: 1...4, using: &random)
      let numbers = Int.random(in: 0...7, using: &random)
      let width = Int.random(in: 72...140, using: &random)
      let values = (0..<numbers).map {
        "\($0 + 1)" + String(repeating: "7", count: .random(in: 0...9, using: &random))
      }
      let table = TextTable(
        columns: (0..<texts).map { TextTable.Column(title: "text_of_\($0)") }
          + (0..<numbers).map { TextTable.Column(title: "number_\($0)_of_something", isNumber: true) },
        rows: [
          (0..<texts).map { _ in
            [Self.id, "提案 Größe ✅", "a", String(repeating: "long ", count: 9)].randomElement(using: &random)
          } + values
        ])
      let lines = table.lines(within: width).map(\.description)
      for line in lines { #expect(line.displayWidth <= width, "\(width)\n\(lines.joined(separator: "\n"))") }
      let cells = Set(lines.flatMap { $0.split(separator: " ").map(String.init) })
      for value in values { #expect(cells.contains(value.grouped), "\(value)") }
    }
  }

  @Test(arguments: [
    ("0", "0"), ("999", "999"), ("1000", "1,000"), ("1369611.13", "1,369,611.13"), ("-123456", "-123,456"),
    ("+1000000", "+1,000,000"), ("0.123456", "0.123456"), ("NaN", "NaN"), ("2026-10", "2026-10"), ("", ""),
    ("-", "-"),
    ("12345678901234567890.00", "12,345,678,901,234,567,890.00"),
  ])
  func digitsStandInGroups(number: String, text: String) { #expect(number.grouped == text) }

  @Test func longFindingsAreBrokenAtSpaces() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("提案 提案 a".wrapped(to: 9) == ["提案 提案", "a"])
    #expect("averylongword a".wrapped(to: 5) == ["averylongword", "a"])
    #expect("".wrapped(to: 5) == [""])
  }
}
