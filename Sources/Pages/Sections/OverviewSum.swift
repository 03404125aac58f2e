/// Deals of some rows of the overview, by their status. Each deal counts once, so that rows add up.
struct OverviewSum {
  private var deals: [String: Int] = [:]
  private var amounts: [String: ExactNumber] = [:]

  init(_ rows: [FactRow]) {
    for row in rows {
      let status = row["status"] ?? ""
      deals[status, default: 0] += row.count("deal_count")
      amounts[status, default: .zero] += row.amount("total_amount")
    }
  }

  /// The report has a row for each status that there is: what has none is 0.
  func count(_ status: String) -> Int { deals[status] ?? 0 }
  func amount(_ status: String) -> ExactNumber { amounts[status] ?? .zero }

  var closed: Int { count("WON") + count("LOST") }
  /// nil if nothing was closed.
  var winRate: ExactNumber? { ExactNumber(count("WON")).divided(by: ExactNumber(closed)) }
  /// nil if nothing was won.
  var averageWon: ExactNumber? { amount("WON").divided(by: ExactNumber(count("WON"))) }
}
