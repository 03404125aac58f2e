internal import Calendars
internal import Runs

/// What a command says of the periods that it was asked for and does nothing about.
enum LeftAlone {
  /// - Returns: a line per schedule; none where nothing can be left alone.
  static func lines(_ occurrences: [Occurrence], of tenant: String, _ order: Planner.Order) -> [String] {
    let schedules = Dictionary(grouping: occurrences, by: \.key.schedule).sorted { $0.key < $1.key }
    return schedules.compactMap { schedule, occurrences in
      let windows = occurrences.map(\.window).sorted { $0.endDate < $1.endDate }
      guard let first = windows.first, let last = windows.last else { return nil }
      let name = "\(tenant) \(schedule) \(windows.map(\.label).summarized)"
      switch order {
      case .due: return nil
      case .restate:
        return "\(name): not published, so there is nothing to restate; `dyno-reports plan` says what is open"
      case .backfill:
        let from = first.startDate ?? first.endDate.adding(days: -1)
        return "\(name): published already; to compute again: dyno-reports restate --tenant \(tenant) "
          + "--schedule \(schedule) --from \(from) --to \(last.endDate) --reason \"…\""
      }
    }
  }
}

extension [String] {
  /// All of a few labels; of many the first and the last.
  var summarized: String {
    guard let first, let last, count > 4 else { return joined(separator: ", ") }
    return "\(count) periods, \(first) to \(last)"
  }
}
