import Reports
import Testing

/// A history with something that cannot be reported, and why the funnel fails for it. The weighted pipeline has no ages: an
/// infinite time does not fail it.
struct StandingFailure: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let poison: Poison
  let crm: ConversionCRM
  let reasons: Set<Unreportable>

  init(
    _ name: String, poison: Poison, _ reasons: Set<Unreportable>, fill: (inout ConversionCRM) -> Void
  ) {
    var crm = ConversionCRM()
    fill(&crm)
    testDescription = name
    self.poison = poison
    self.crm = crm
    self.reasons = reasons
  }

  func made(_ options: [String: OptionValue] = [:]) -> HandMadeCase {
    HandMadeCase(
      "stood: \(testDescription)", poison: poison, crm: crm.crm,
      request: ConversionCRM.reconstruction(options))
  }

  static let all = [nanCounts, nanElsewhere, infiniteAmount, enteredEver, enteredNever, infiniteExits]

  private static let nanCounts = StandingFailure("NaN", poison: .nanAmounts, [.nanAmount]) {
    $0.add(.nan, rows: "A 09-20 current")
    $0.add(1, rows: "A 09-20 current")
  }

  /// Amounts of deals that are in no row: closed, gone, not there yet.
  private static let nanElsewhere = StandingFailure("NaN of deals in no row", poison: .nanAmounts, []) {
    $0.add(.nan, rows: "A 09-20 to 09-22")
    $0.add(.nan, rows: "A 10-06 current")
    $0.add(.nan, rows: "A 09-10 to 09-20, W 09-20 current")
    $0.add(1, rows: "A 09-20 current")
  }

  private static let infiniteAmount = StandingFailure("infinity", poison: .wideAmounts, [.nanAmount]) {
    $0.add(.infinity, rows: "B 09-20 to 10-07")
    $0.add(1, rows: "A 09-20 current")
  }

  private static let enteredEver = StandingFailure(
    "entered at -infinity", poison: .infiniteInstants, [.infiniteInstant]
  ) {
    $0.add(1, rows: "A -infinity current")
    $0.add(2, rows: "A 09-20 current")
  }

  /// Left ever since, or moved on: in no row.
  private static let enteredNever = StandingFailure(
    "infinite times of other visits", poison: .infiniteInstants, []
  ) {
    $0.add(1, rows: "A 09-20 to 10-07, B infinity current")
    $0.add(2, rows: "A -infinity to 09-20, B 09-20 current")
    $0.add(4, rows: "A -infinity to -infinity")
    $0.add(8, rows: "A infinity current")
  }

  private static let infiniteExits = StandingFailure("infinite exits", poison: .infiniteInstants, []) {
    $0.add(1, rows: "A 09-20 to infinity")
    $0.add(2, rows: "A 09-20 to -infinity")
    $0.add(4, rows: "B 09-20 to infinity, A 10-07 current")
  }
}
