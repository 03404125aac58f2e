/// What coverage comes to, in one sentence.
struct CoverageFinding {
  let counts: CoverageCounts
  let noun: (one: String, many: String)
  /// The report's version, for those that do not say what was won.
  let version: String

  /// While the period runs: how many are short of pipeline.
  var whileRunning: Markup {
    if let reason = ofNoneKnown { return reason }
    let (short, below, whole) = (counts.short, counts[.below1], counts.withTarget)
    if whole == 1 {
      if counts[.reached] == 1 { return "\(subject) has reached it." }
      if short == 0 { return "\(subject) has at least three times what is left to win in open pipeline." }
      return below == 1
        ? "\(subject) has less open pipeline than is left to win."
        : "\(subject) has less open pipeline than three times what is left to win."
    }
    if counts[.reached] == whole { return "\(subject) have reached it." }
    let measure: Markup = "less open pipeline than three times what is left to win"
    if short == 0 { return "None of \(some) has \(measure)." }
    let number: Markup = short == whole ? subject : "\(ExactNumber(short).grouped()) of \(some)"
    let part: Markup
    switch below {
    case 0: part = ""
    case short: part = short == 1 ? ", and less than once that" : ", all of them less than once that"
    default: part = ", \(ExactNumber(below).grouped()) of them less than once that"
    }
    return "\(number) \(short == 1 ? "has" : "have") \(measure)\(part)."
  }

  /// When it is over: how many have reached their targets.
  var whenFinished: Markup {
    if let reason = ofNoneKnown { return reason }
    let (reached, nothing, whole) = (counts[.reached], counts.wonNothing, counts.withTarget)
    if reached == whole { return "\(subject) reached it." }
    if whole == 1 { return nothing == 1 ? "\(subject) won nothing." : "\(subject) did not reach it." }
    if nothing == whole { return "None of \(some) won anything." }
    let number: Markup = reached == 0 ? "None" : "\(ExactNumber(reached).grouped())"
    let rest: Markup = nothing > 0 ? "; \(ExactNumber(nothing).grouped()) won nothing" : ""
    return "\(number) of \(some) reached it\(rest)."
  }

  /// Where nobody has a target, or nobody knows what was won of it.
  private var ofNoneKnown: Markup? {
    if counts.withTarget == 0 {
      return counts.all == 1
        ? "The one \(noun.one) has no target."
        : "None of the \(ExactNumber(counts.all).grouped()) \(noun.many) has a target."
    }
    if counts[.unknown] > 0 {
      return
        "\(ExactNumber(counts.withTarget).grouped()) of \(counted(counts.all, noun.one, noun.many)) \(counts.withTarget == 1 ? "has" : "have") a target. \(version) does not say what was won of it."
    }
    return nil
  }

  /// `The one person with a target`, `All 12 people with a target`
  private var subject: Markup {
    counts.withTarget == 1
      ? "The one \(noun.one) with a target"
      : "All \(ExactNumber(counts.withTarget).grouped()) \(noun.many) with a target"
  }

  /// `12 people with a target`
  private var some: Markup { "\(counted(counts.withTarget, noun.one, noun.many)) with a target" }
}
