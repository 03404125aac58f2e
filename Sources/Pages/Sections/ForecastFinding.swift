/// What the forecast comes to, in words.
struct ForecastFinding {
  /// Of what should close in the current unit; nil if there is nothing, or nothing that has a chance.
  let weighted: ExactNumber?
  /// In all, like what follows.
  let open: ExactNumber
  let overdue: ExactNumber
  let withoutChance: ExactNumber
  /// Whether anything is weighted.
  let isWeighted: Bool
  /// The last day of the current unit, if that is known.
  let end: String?
  let unit: String

  var markup: Markup {
    guard isWeighted else {
      return
        "\(open.short) is open. None of it has a chance set, so nothing is weighted.\(rest(overdue, .zero))"
    }
    guard let weighted else {
      return
        "\(open.short) is open; none of it has a chance and a date in the current \(unit).\(rest(overdue, withoutChance))"
    }
    return
      "\(weighted.short) weighted should close \(end.map { "by \($0)" } ?? "soon"), of \(open.short) open.\(rest(overdue, withoutChance))"
  }

  /// What of the open amount no forecast should count on, and what is not in it.
  private func rest(_ overdue: ExactNumber, _ withoutChance: ExactNumber) -> Markup {
    let parts = [
      overdue == .zero ? nil : "\(overdue.short) is overdue",
      withoutChance == .zero ? nil : "\(withoutChance.short) has no chance set",
    ].compactMap(\.self)
    return parts.isEmpty ? "" : " Of that, \(parts.joined(separator: " and "))."
  }
}
