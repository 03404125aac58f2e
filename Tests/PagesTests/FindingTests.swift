import Testing

@testable import Pages

/// What a section about people, or the forecast, says in one sentence, for none, one, some and all.
struct FindingTests {
  // MARK: Coverage

  private func row(_ values: [String: String?]) -> FactRow {
    let columns = values.keys.sorted()
    return FactRow(
      positions: Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) }),
      values: columns.map { values[$0] ?? nil })
  }

  /// - Parameter multiple: what is open by what is left; nil if nothing is left.
  private func entry(target: Int?, won: Int, multiple: String?) -> CoverageEntry {
    CoverageEntry(
      row([
        "principal_type": "USER", "target_amount": target.map { "\($0).00" }, "won_amount": "\(won).00",
        "remaining_coverage_ratio": multiple,
      ]))
  }

  private func finding(_ entries: [CoverageEntry]) -> CoverageFinding {
    var counts = CoverageCounts()
    for entry in entries { counts.add(entry) }
    return CoverageFinding(counts: counts, noun: ("person", "people"), version: "Version 1 of the report")
  }

  /// - Parameter kinds: a letter each: n no target, z target of 0, b below 1×, s 1× to 3×, e enough, r reached, 0 below 1× and
  ///   nothing won, v version 1.
  private func finding(_ kinds: String) -> CoverageFinding {
    finding(
      kinds.map { kind in
        switch kind {
        case "n": entry(target: nil, won: 5, multiple: nil)
        case "z": entry(target: 0, won: 5, multiple: nil)
        case "b": entry(target: 100, won: 5, multiple: "0.9999")
        case "0": entry(target: 100, won: 0, multiple: "0.0000")
        case "s": entry(target: 100, won: 5, multiple: "2.9999")
        case "e": entry(target: 100, won: 5, multiple: "3.0000")
        case "v":
          CoverageEntry(row(["principal_type": "USER", "target_amount": "100.00", "open_amount": "7.00"]))
        default: entry(target: 100, won: 100, multiple: nil)
        }
      })
  }

  @Test(arguments: [
    ("n", "The one person has no target."), ("nzn", "None of the 3 people has a target."),
    ("ne", "The one person with a target has at least three times what is left to win in open pipeline."),
    ("s", "The one person with a target has less open pipeline than three times what is left to win."),
    ("b", "The one person with a target has less open pipeline than is left to win."),
    ("r", "The one person with a target has reached it."),
    ("rrz", "All 2 people with a target have reached it."),
    ("eer", "None of 3 people with a target has less open pipeline than three times what is left to win."),
    ("ser", "1 of 3 people with a target has less open pipeline than three times what is left to win."),
    (
      "ber",
      "1 of 3 people with a target has less open pipeline than three times what is left to win, and less than once that."
    ),
    ("ssr", "2 of 3 people with a target have less open pipeline than three times what is left to win."),
    (
      "sbe",
      "2 of 3 people with a target have less open pipeline than three times what is left to win, 1 of them less than once that."
    ),
    (
      "bbe",
      "2 of 3 people with a target have less open pipeline than three times what is left to win, all of them less than once that."
    ),
    ("ssn", "All 2 people with a target have less open pipeline than three times what is left to win."),
    (
      "bb",
      "All 2 people with a target have less open pipeline than three times what is left to win, all of them less than once that."
    ),
  ])
  func whileThePeriodRuns(kinds: String, expected: String) throws {
    #expect(try finding(kinds).whileRunning.plainText() == expected)
  }

  @Test(arguments: [
    ("n", "The one person has no target."), ("nn", "None of the 2 people has a target."),
    ("r", "The one person with a target reached it."),
    ("b", "The one person with a target did not reach it."),
    ("0n", "The one person with a target won nothing."), ("rrn", "All 2 people with a target reached it."),
    ("00", "None of 2 people with a target won anything."),
    ("bbs", "None of 3 people with a target reached it."),
    ("b0s", "None of 3 people with a target reached it; 1 won nothing."),
    ("rbs", "1 of 3 people with a target reached it."),
    ("r00", "1 of 3 people with a target reached it; 2 won nothing."),
  ])
  func whenThePeriodIsOver(kinds: String, expected: String) throws {
    #expect(try finding(kinds).whenFinished.plainText() == expected)
  }

  /// Its version does not say what was won: nobody is short, and nobody has reached anything.
  @Test func nothingIsConcludedFromColumnsThatAreMissing() throws {
    let expected = "of 3 people have a target. Version 1 of the report does not say what was won of it."
    #expect(try finding("vvn").whileRunning.plainText() == "2 \(expected)")
    #expect(try finding("vvn").whenFinished.plainText() == "2 \(expected)")
    let entry = CoverageEntry(row(["target_amount": "100.00", "open_amount": "7.00"]))
    #expect(entry.state == .unknown && entry.share == nil && entry.multiple == nil && entry.remaining == nil)
    #expect(finding("vvn").counts.short == 0 && finding("vvn").counts[.reached] == 0)
  }

  // MARK: Performance

  private func performance(
    _ count: Int, winners: Int, amount: Int = 120_000, deals: Int = 3, isShared: Bool = false,
    name: String = "Ann"
  ) -> PerformanceFinding {
    PerformanceFinding(
      subject: .person, count: count, winners: winners, best: ShownName(name, id: nil),
      amount: ExactNumber(amount), deals: deals, isShared: isShared, median: ExactNumber(45_000))
  }

  @Test func performance() throws {
    #expect(try performance(1, winners: 0, amount: 0).markup.plainText() == "Ann won no deal.")
    #expect(try performance(1, winners: 1, deals: 1).markup.plainText() == "Ann won 1 deal, worth 120 k.")
    // A deal without an amount is won all the same.
    #expect(
      try performance(1, winners: 1, amount: 0, deals: 2).markup.plainText() == "Ann won 2 deals, worth 0.")
    #expect(
      try performance(9, winners: 0, amount: 0).markup.plainText() == "None of the 9 people won a deal.")
    #expect(
      try performance(9, winners: 2, amount: 0).markup.plainText()
        == "2 of 9 people won deals, none of them worth more than 0 in all.")
    #expect(
      try performance(9, winners: 1, deals: 1).markup.plainText()
        == "Ann won most, 120 k with 1 deal; the median of the amounts won by all 9 people is 45 k.")
    #expect(
      try performance(9, winners: 4, isShared: true).markup.plainText()
        == "Ann and at least one other won most, 120 k each; the median of the amounts won by all 9 people is 45 k."
    )
  }

  @Test func aNameInASentenceIsTextAndHasADirectionOfItsOwn() {
    let name = "\u{202E}<script> & \"x\" \u{5D0}"
    #expect(
      performance(9, winners: 4, name: name).markup.text.hasPrefix(
        "<bdi>&lt;script&gt; &amp; &quot;x&quot; \u{5D0}</bdi> won most"))
  }

  // MARK: Forecast

  private func forecast(
    weighted: Int? = 2_170_000, overdue: Int = 0, withoutChance: Int = 0, isWeighted: Bool = true,
    end: String? = "31 December"
  ) throws -> String {
    try ForecastFinding(
      weighted: weighted.map { ExactNumber($0) }, open: ExactNumber(19_200_000),
      overdue: ExactNumber(overdue),
      withoutChance: ExactNumber(withoutChance), isWeighted: isWeighted, end: end, unit: "quarter"
    ).markup.plainText()
  }

  @Test func forecast() throws {
    #expect(try forecast() == "2.17 m weighted should close by 31 December, of 19.2 m open.")
    #expect(
      try forecast(overdue: 5_000_000, end: nil)
        == "2.17 m weighted should close soon, of 19.2 m open. Of that, 5.00 m is overdue.")
    #expect(
      try forecast(overdue: 5_000_000, withoutChance: 800_000)
        == "2.17 m weighted should close by 31 December, of 19.2 m open. Of that, 5.00 m is overdue and 800 k has no chance set."
    )
    #expect(
      try forecast(weighted: nil, withoutChance: 800_000)
        == "19.2 m is open; none of it has a chance and a date in the current quarter. Of that, 800 k has no chance set."
    )
    #expect(
      try forecast(weighted: nil, withoutChance: 19_200_000, isWeighted: false)
        == "19.2 m is open. None of it has a chance set, so nothing is weighted.")
  }
}
