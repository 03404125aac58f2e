/// What was won and lost, in one sentence.
struct OverviewFinding {
  let sum: OverviewSum
  /// Whether the report has what was won and lost.
  let hasClosed: Bool

  var markup: Markup {
    let open = "\(counted(sum.count("OPEN"), "open deal")) worth \(sum.amount("OPEN").short)"
    guard hasClosed else { return "\(open)." }
    let (won, lost) = (sum.count("WON"), sum.count("LOST"))
    if won == 0 && lost == 0 { return "No deal was won or lost; \(open)." }
    let lostWords = "\(sum.amount("LOST").short) lost with \(ExactNumber(lost).grouped())"
    if won == 0 { return "No deal was won; \(lostWords)." }
    return
      "\(sum.amount("WON").grouped(2)) won with \(counted(won, "deal")), \(lost == 0 ? "none lost" : lostWords)."
  }
}
