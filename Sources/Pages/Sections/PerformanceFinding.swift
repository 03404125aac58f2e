/// What performance comes to, in one sentence.
struct PerformanceFinding {
  let subject: PrincipalKind
  let count: Int
  /// How many of them won a deal, whatever its amount.
  let winners: Int
  /// Who has the highest amount.
  let best: ShownName
  let amount: ExactNumber
  let deals: Int
  /// Whether somebody else has as much.
  let isShared: Bool
  /// Of the amounts of all.
  let median: ExactNumber

  var markup: Markup {
    if count == 1 {
      return winners == 0
        ? "\(best.markup) won no deal."
        : "\(best.markup) won \(counted(deals, "deal")), worth \(amount.short)."
    }
    if winners == 0 { return "None of the \(all) won a deal." }
    // Wins without an amount, or with a negative one: whoever is first need not have won.
    if amount <= .zero {
      return
        "\(ExactNumber(winners).grouped()) of \(all) won deals, none of them worth more than \(ExactNumber.zero.short) in all."
    }
    let most: Markup = isShared ? "\(best.markup) and at least one other won most" : "\(best.markup) won most"
    return
      "\(most), \(amount.short)\(isShared ? " each" : " with \(counted(deals, "deal"))"); the median of the amounts won by all \(all) is \(median.short)."
  }

  /// `12 people`
  private var all: String { counted(count, subject.noun, subject.plural) }
}
