/// Hand-made cases, since random data rarely contains them.
extension RepPerformanceOracle {
  static let cases = [averages, nearlyHalfAverages]

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
}
