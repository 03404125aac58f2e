extension StandingCase {
  static let all = [
    aw1, aw2, aw7, lastExits, severalCurrent, equalRows, overlaps, oddLater, reentry, ties, created,
    pipelines,
    closed,
  ]

  private static let aw1 = StandingCase(
    "AW1", ["A 2 300.00 12.25", "B 1 400.00 20.00"], [.withoutStageThen: 1]
  ) {
    $0.add(100, "A 09-20 > B 10-20")
    $0.add(200, "A 09-25T12 > W 10-10")
    $0.add(400, "B 09-15 left 10-09")
    $0.add(800, "A 10-07")
  }

  /// The ages of A are 0 and 10 days; the deal that left B a microsecond before is nowhere.
  private static let aw2 = StandingCase(
    "AW2", ["A 2 18.00 5.00", "B 1 4.00 20.00"], [.withoutStageThen: 1]
  ) {
    $0.add(1, "A 10-05")
    $0.add(2, "A 10-05-1us")
    $0.add(4, "B 09-15 left 10-05")
    $0.add(8, "B 09-15 left 10-05-1us")
    $0.add(16, "A 09-25 > B 10-05")
  }

  private static let aw7 = StandingCase("AW7", ["B 1 2.00 10.00"]) {
    $0.add(1, rows: "A 09-20 to 10-01, B 10-10 current")
    $0.add(2, rows: "A 09-15, B 09-25, C 10-10")
  }

  /// A deal that never left its last stage is still there; one that left it later was there.
  private static let lastExits = StandingCase("last exits", ["B 3 7.00 14.67"], [.dirtyHistory: 2]) {
    $0.add(1, rows: "B 09-20")
    $0.add(2, rows: "B 09-21 to 10-07")
    $0.add(4, rows: "B 09-20 unknown")
  }

  /// Of several current rows the latest; of a current one and a later visit that was left, the later one: it is nowhere.
  private static let severalCurrent = StandingCase(
    "current rows", ["A 2 12.00 22.50", "B 1 1.00 15.00"], [.dirtyHistory: 4]
  ) {
    $0.add(1, rows: "A 09-10 current, B 09-20 current")
    $0.add(2, rows: "A 09-11 current, B 09-20 to 09-22")
    $0.add(4, rows: "A 09-12 to 10-01 current")
    $0.add(8, rows: "A 09-13 current, B 10-10 current")
  }

  /// They are one visit: the current row, or the one that was not left, or was left last, whether `is_current` is false or NULL.
  private static let equalRows = StandingCase(
    "equal rows", ["A 1 128.00 10.00", "B 6 63.00 15.00"], [.dirtyHistory: 7]
  ) {
    $0.add(1, rows: "B 09-20 to 09-25, B 09-20")
    $0.add(2, rows: "B 09-20 to 09-25 unknown, B 09-20")
    $0.add(4, rows: "B 09-20 unknown, B 09-20 to 09-25")
    $0.add(8, rows: "B 09-20 to 09-25, B 09-20 to 10-07 unknown")
    $0.add(16, rows: "B 09-20 to 10-07 unknown, B 09-20 to 09-25")
    $0.add(32, rows: "B 09-20 to 09-25 unknown, B 09-20 to 09-24 current")
    $0.add(64, rows: "B 09-20 to 09-24, B 09-20 to 09-25 unknown")
    $0.add(128, rows: "A 09-25 to 10-06, C 10-06, C 10-06 current")
  }

  /// A visit ends when the next begins. The gap at the end is after the instant.
  private static let overlaps = StandingCase(
    "overlaps and gaps", ["A 3 14.00 24.33", "B 3 49.00 13.67"], [.dirtyHistory: 4]
  ) {
    $0.add(1, rows: "A 09-10 to 09-25, B 09-20 current")
    $0.add(2, rows: "A 09-10 to 10-15, B 10-10 current")
    $0.add(4, rows: "A 09-10 to 10-10, B 10-10 current")
    $0.add(8, rows: "A 09-12 to 10-10, A 10-11 current")
    // Left before entered.
    $0.add(32, rows: "A 09-20 to 09-10, B 09-22 current")
    $0.add(64, rows: "A 09-20 to 09-10")
    $0.add(16, rows: "A 09-10 to 09-15, B 09-22 to 10-06")
  }

  /// What is odd in a visit after the instant does not matter, though it shows whether an earlier one fits.
  private static let oddLater = StandingCase("odd visits later", ["A 4 15.00 15.00"]) {
    $0.add(1, rows: "A 09-20 to 10-06, B 10-06 to 10-01")
    $0.add(2, rows: "A 09-20 to 10-06, B 10-06 current, C 10-07 current")
    $0.add(4, rows: "A 09-20, B 10-06")
    $0.add(8, rows: "A 09-20 to 10-06, B 10-06, B 10-06")
  }

  private static let reentry = StandingCase("re-entry", ["A 1 1.00 15.00", "B 1 2.00 20.00"]) {
    $0.add(1, "A 09-10 > B 09-15 > A 09-20")
    $0.add(2, "A 09-10 > B 09-15 > A 10-06")
  }

  /// The ids of the stages have the opposite order of their letters: A is the last of the visits that begin at once.
  private static let ties = StandingCase("ties", ["A 2 3.00 15.00"], [.dirtyHistory: 1]) {
    $0.add(1, rows: "A 09-20 to 10-06, B 09-20 current")
    $0.add(2, rows: "B 09-20 to 09-20, A 09-20 current")
  }

  /// Whether a deal stood, the history says. A deal that stood nowhere, or never anywhere, is no doubt.
  private static let created = StandingCase(
    "created later", includesClosed: true, ["A 2 3.00 15.00", "W 1 64.00 15.00"],
    [.createdLater: 2, .withoutStageThen: 1, .stagesWithoutState: 1]
  ) {
    $0.addStage("N", nil)
    $0.add(1, created: "10-05", rows: "A 09-20 current")
    $0.add(2, created: "10-05-1us", rows: "A 09-20 current")
    $0.add(4, created: "10-05", rows: "A 10-07 current")
    $0.add(8, created: "10-05-1us", rows: "A 10-07 current")
    $0.add(16, created: "10-06", rows: "A 09-01 to 09-02")
    $0.add(32, created: "10-04", rows: "")
    $0.add(64, created: "10-06", rows: "W 09-20 current")
    // Stood in a stage without a state, which no row shows.
    $0.add(128, created: "10-04", rows: "A 09-10 to 09-20, N 09-20 current")
  }

  /// Each doubt is the pipeline's, but a deal that had not entered any is in doubt where it went first.
  private static let pipelines = StandingCase(
    "pipelines", ["A 1 4.00 15.00", "X 1 2.00 15.00"], [.withoutStageThen: 1],
    elsewhere: [.withoutStageThen: 2, .dirtyHistory: 1]
  ) {
    $0.addOtherPipeline()
    $0.add(1, rows: "X 10-06 current, A 10-07 current")
    $0.add(2, rows: "X 09-20 current, A 10-06 current")
    $0.add(4, rows: "X 09-20 to 09-10, A 09-20 current")
    // X has the smaller id.
    $0.add(8, rows: "A 10-06 current, X 10-06 current")
    $0.add(16, rows: "A 10-06 current, X 10-07 current")
  }

  private static let closed = StandingCase("closed", ["B 1 2.00 4.00"], [.stagesWithoutState: 1]) {
    $0.addStage("N", nil)
    $0.add(1, "A 09-10 > W 09-20")
    $0.add(2, "A 09-10 > L 09-20 > B 10-01")
    $0.add(4, "A 09-10 > N 09-20")
    $0.add(8, "A 09-10 > L 09-20 > B 10-06")
  }
}
