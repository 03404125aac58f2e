/// Hand-made cases, since random data rarely contains them.
extension RepPerformanceOracle {
  static let cases = [
    averages, nearlyHalfAverages, medians, edges, createdEarlier, total, names, currencies, currencyThatFails,
    infiniteCreation, nanOfOldDeal, medianTooLong, closedTooMuch,
  ]

  private static let averages = HandMadeCase("averages and rates") {
    let won = $0.addStage("DONE_SUCCESS")
    let lost = $0.addStage("DONE_FAILED")
    let half = CivilText.microsecondsPerDay / 20_000
    for times in [
      [half], [half - 1], [half + 1], [-half], [-half + 1], [20_001 * half], [20_001 * half - 1],
      [half, half, half - 1], [half - 1, half, half + 1], [3 * half, -half], [half, 2 * half],
      [246_913_579 * half - 1], [half - half / 50], [half - half / 5_000],
    ] {
      for time in times { $0.addDeal(in: won, amount: 1, timeToClose: time) }
      $0.nextUser()
    }
    for amounts in [[1, 2], [-1, -2], [1, 1, 2], [1, 2, 2], [1, 0, 0], [-1, 0]] as [[Int128]] {
      for amount in amounts { $0.addDeal(in: won, amount: amount, timeToClose: 0) }
      $0.nextUser()
    }
    // Averages on a half. Binary floating point gets their sums wrong in this order, and in most others.
    for (count, least) in [(34, 99_999_999_999_908), (36, 99_999_999_999_983)] {
      for number in 0..<count {
        $0.addDeal(in: won, amount: Int128(least + number * 11 % count * 2 / count), timeToClose: 0)
      }
      $0.nextUser()
    }
    for (wins, losses) in [(2, 1), (1, 2), (1, 5), (5, 1), (1, 7), (1, 31), (0, 1), (1, 0)] {
      for _ in 0..<wins { $0.addDeal(in: won, amount: 1, timeToClose: 0) }
      for _ in 0..<losses { $0.addDeal(in: lost, amount: 1, timeToClose: 0) }
      $0.nextUser()
    }
  }

  private static var nearlyHalfAverages: HandMadeCase {
    var hard = HardCRM()
    let won = hard.addStage("DONE_SUCCESS")
    // 999999999999.83 and six thirteenths of a cent, which rounds to .835 with three places.
    for number in 0..<13 {
      hard.addDeal(in: won, amount: 99_999_999_999_983 + (number == 0 ? 6 : 0), timeToClose: 0)
    }
    hard.nextUser()
    // 12345.67895 days each, less one microsecond in total.
    let time = 246_913_579 * (CivilText.microsecondsPerDay / 20_000)
    for number in 0..<30 { hard.addDeal(in: won, amount: 0, timeToClose: number == 0 ? time - 1 : time) }
    return HandMadeCase("nearly half an average", crm: hard.crm)
  }

  /// Of one, two, three and four deals; the middle two differ by an odd number of microseconds, on and around halves of the
  /// column's last place.
  private static let medians = HandMadeCase("medians") {
    let (won, lost) = ($0.addStage("DONE_SUCCESS"), $0.addStage("DONE_FAILED"))
    let half = CivilText.microsecondsPerDay / 20_000
    for times in [
      [half], [half - 1], [half, half + 1], [half, half - 1], [half - 1, half + 1], [half + 2, half - 1],
      [0, half, 1_000 * half], [0, 0, 3 * half, 1_000 * half], [1, 2, 3, 4], [-half], [-half, -half + 1],
      [-3 * half, half], [7 * half, 7 * half, -half, 1_000_000 * half], [5 * half, 100 * half],
      [10_000 * half, 20_000 * half, 40_000 * half, 50_000 * half, 90_000 * half],
    ] {
      for (number, time) in times.enumerated() {
        $0.addDeal(in: number % 2 == 0 ? lost : won, amount: 1, timeToClose: time)
      }
      $0.nextUser()
    }
  }

  /// Made in the middle of the window: what is created or closes then or later does not count.
  private static let edges = HandMadeCase(
    "closes at the edges", request: HardCRM.request(asOf: HardCRM.middle)
  ) {
    let won = $0.addStage("DONE_SUCCESS")
    let start = (HardCRM.window.start ?? 0) - HardCRM.middle
    for (created, entered) in [
      (start - 1, start - 1), (start - 1, start), (start, start), (start, -1), (-1, -1), (-1, 0), (0, 0),
      (0, -1), (1, -1), (start - 1, 0),
    ] {
      $0.addDeal(in: won, amount: 100, created: created, entered: entered)
      $0.nextUser()
    }
  }

  /// Deals that were created before the window count in the new columns only.
  private static let createdEarlier = HandMadeCase("deals created before the window") {
    let (won, lost) = ($0.addStage("DONE_SUCCESS"), $0.addStage("DONE_FAILED"))
    let early = (HardCRM.window.start ?? 0) - HardCRM.middle - CivilText.microsecondsPerDay
    $0.addDeal(in: won, amount: 100, created: early, entered: 0)
    $0.addDeal(in: won, amount: 7, created: 0, entered: CivilText.microsecondsPerDay)
    $0.addDeal(in: lost, amount: 40, created: early, entered: 0)
    $0.addDeal(in: lost, amount: 40, created: early, entered: 1)
    $0.addDeal(in: lost, amount: 40, created: early, entered: early)
  }

  private static var withTotal: OracleRequest {
    var request = HardCRM.request()
    request.flags["total"] = true
    return request
  }

  /// Deals of two users, of a user and a group, and of nobody: each once.
  private static let total = HandMadeCase("the tenant as a whole", request: withTotal) {
    let (won, lost) = ($0.addStage("DONE_SUCCESS"), $0.addStage("DONE_FAILED"))
    let other = RandomIDs.id(first: 7, kind: "9e09", number: 0)
    for (number, stage) in [won, lost, won, lost, won].enumerated() {
      $0.addDeal(in: stage, amount: 1 << Int128(number), timeToClose: number)
      $0.changeLastDeal {
        switch number / 2 {
        case 0: $0.assignedUserID = other
        case 1: $0.ownedByGroupID = other
        default: $0.ownedByUserID = nil
        }
      }
    }
  }

  /// A user and a group with the same id.
  private static var names: HandMadeCase {
    var hard = HardCRM()
    hard.addDeal(in: hard.addStage("OPEN"), amount: 1)
    let user = hard.user
    hard.changeLastDeal { $0.ownedByGroupID = user }
    hard.addLabel("USER", user, "Zoë")
    hard.addLabel("USER", user, "ann")
    hard.addLabel("USER", user, "")
    hard.addLabel("PIPELINE", user, "A")
    hard.addLabel("TENANT", HardCRM.tenantID, "All")
    hard.addLabel("GROUP", user, "A", of: WorkedExample.tenant)
    return HandMadeCase("names", crm: hard.crm, request: withTotal)
  }

  /// The currency of won deals matters, whenever they were created; that of lost and open ones does not.
  private static func mixed(_ name: String, fails: Bool) -> HandMadeCase {
    var hard = HardCRM()
    hard.crm.currencyType = "text"
    let (open, won, lost) = (
      hard.addStage("OPEN"), hard.addStage("DONE_SUCCESS"), hard.addStage("DONE_FAILED")
    )
    let early = (HardCRM.window.start ?? 0) - HardCRM.middle - 1
    for stage in [open, lost] {
      hard.addDeal(in: stage, amount: 1, created: 0, entered: 0, currency: "USD")
    }
    hard.addDeal(in: won, amount: 1, created: 0, entered: 0, currency: " eur")
    hard.nextUser()
    for created in [0, early] {
      hard.addDeal(in: won, amount: 1, created: created, entered: 0, currency: "USD")
      hard.changeLastDeal { $0.amount = nil }
    }
    hard.addDeal(in: won, amount: 1, created: early, entered: early, currency: "USD")
    var request = withTotal
    request.currency = OracleCurrency(code: "EUR", fails: fails)
    return HandMadeCase(name, crm: hard.crm, request: request)
  }

  private static let currencies = mixed("other currencies", fails: false)
  private static let currencyThatFails = mixed("a currency that fails", fails: true)

  /// One of three: the median itself would be finite. The second user's deal is closed outside of the window.
  private static let infiniteCreation = HandMadeCase("created at no time", poison: .infiniteInstants) {
    let lost = $0.addStage("DONE_FAILED")
    for _ in 0..<3 { $0.addDeal(in: lost, amount: 1, timeToClose: 1) }
    $0.changeLastDeal { $0.createdAt = .minusInfinity }
    $0.nextUser()
    $0.addDeal(in: lost, amount: 1, created: 0, entered: (HardCRM.window.start ?? 0) - HardCRM.middle - 1)
    $0.changeLastDeal { $0.createdAt = .infinity }
  }

  private static let nanOfOldDeal = HandMadeCase("an old deal that is no number", poison: .nanAmounts) {
    let early = (HardCRM.window.start ?? 0) - HardCRM.middle - 1
    for state in ["DONE_SUCCESS", "DONE_FAILED"] {
      $0.addDeal(in: $0.addStage(state), amount: 1, created: early, entered: 0)
      $0.changeLastDeal { $0.amount = .nan }
      $0.nextUser()
    }
  }

  /// Two deals that were created before the window and closed in it.
  private static let closedTooMuch = HandMadeCase("closed too much", poison: .wideAmounts) {
    let won = $0.addStage("DONE_SUCCESS")
    let early = (HardCRM.window.start ?? 0) - HardCRM.middle - 1
    for amount: Int128 in [60_000_000_000_000_000_000, 39_999_999_999_999_999_999, 1] {
      $0.addDeal(in: won, amount: amount, created: early, entered: 0)
    }
    $0.nextUser()
    for amount: Int128 in [60_000_000_000_000_000_000, 39_999_999_999_999_999_999] {
      $0.addDeal(in: won, amount: amount, created: early, entered: 0)
    }
  }

  /// A million days, and half a place less than that.
  private static let medianTooLong = HandMadeCase("a median that is too long", poison: .farInstants) {
    let won = $0.addStage("DONE_SUCCESS")
    let limit = 1_000_000 * CivilText.microsecondsPerDay
    let half = CivilText.microsecondsPerDay / 20_000
    for time in [limit, limit - half, limit - half - 1] {
      for age in [time, time, 0] { $0.addDeal(in: won, amount: 1, created: -age, entered: 0) }
      $0.nextUser()
    }
  }
}
