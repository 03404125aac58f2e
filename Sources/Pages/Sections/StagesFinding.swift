/// How many deals are open, and where they have been longest, in one sentence.
struct StagesFinding {
  let rows: [FactRow]

  var markup: Markup {
    let open = rows.filter { $0.isOfOpenStage && $0.count("deal_count") > 0 }
    let count = open.count("deal_count")
    if count == 0 { return "No deal is open." }
    let oldest = open.filter { $0.number("avg_age_days") != nil }
      .max {
        ($0.amount("avg_age_days"), $1["stage_id"] ?? "") < ($1.amount("avg_age_days"), $0["stage_id"] ?? "")
      }
    guard let oldest, let days = oldest.number("avg_age_days") else {
      return "\(counted(count, "open deal"))."
    }
    let stage = oldest.name("stage_name", of: "stage_id").markup
    let age = "\(days.grouped()) \(days.rounded(0) == ExactNumber(1) ? "day" : "days")"
    if count == 1 { return "1 open deal, in \(stage) for \(age)." }
    let all = counted(count, "open deal")
    if open.count == 1 { return "\(all), all in \(stage), for \(age) on average." }
    if oldest.count("deal_count") == 1 {
      return "\(all); the one in \(stage) has been there longest, \(age)."
    }
    return "\(all); those in \(stage) have been there longest, \(age) on average."
  }
}
