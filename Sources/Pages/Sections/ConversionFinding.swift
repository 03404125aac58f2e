internal import Calendars

/// How many of the deals that were new came to a won stage, in one sentence.
///
/// Entries do not add up over the stages of a pipeline, as a deal enters several. New deals do, over pipelines.
struct ConversionFinding {
  let rows: [FactRow]
  /// The last date on which outcomes count, if that is after the window.
  let outcomesUntil: CivilDate?

  var markup: Markup {
    let pipelines = rows.grouped(by: "pipeline_id")
    // What is said of the deals that are new is the same in all rows of a pipeline, and in all of its won stages.
    let won = pipelines.compactMap { $0.first(where: \.isOfWonStage) }
    let new = won.count("pipeline_entered_count")
    // Deals that cannot be won, because their pipelines have no won stage.
    let others = pipelines.compactMap(\.first).count("pipeline_entered_count") - new
    if new == 0 && others == 0 { return withoutNew }
    if new == 0 {
      let pipelines = won.isEmpty ? "; no pipeline has a won stage" : ", in pipelines without a won stage"
      return "\(counted(others, "deal")) \(others == 1 ? "was" : "were") new\(pipelines)."
    }
    let rest: Markup =
      others == 0
      ? ""
      : " \(counted(others, "more", "more")) \(others == 1 ? "was" : "were") new in pipelines without a won stage."
    let count = won.count("reached_count")
    let until = outcomesUntil.map { " by \($0.words)" } ?? ""
    if new == 1 { return "The one new deal was \(count == 0 ? "not " : "")won\(until).\(rest)" }
    let number = count == 0 ? "None" : ExactNumber(count).grouped()
    return
      "\(number) of \(ExactNumber(new).grouped()) new deals \(count < 2 ? "was" : "were") won\(until).\(rest)"
  }

  private var withoutNew: Markup {
    switch rows.count("entered_count") {
    case 0: "No deal entered a stage."
    case 1: "No deal was new; a stage was entered once, by a deal from before."
    case let count:
      "No deal was new; stages were entered \(ExactNumber(count).grouped()) times, by deals from before."
    }
  }
}
