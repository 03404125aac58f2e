internal import Calendars
internal import Runs

extension [String] {
  /// All labels if they are few; otherwise their number, the first and the last.
  var summarized: String {
    guard let first, let last, count > 4 else { return joined(separator: ", ") }
    return "\(count) periods, \(first) to \(last)"
  }
}

/// `1 run`, `2 runs`
func counted(_ count: Int, _ noun: String) -> String { "\(count.grouped) \(noun)\(count == 1 ? "" : "s")" }

extension [Occurrence] {
  /// The labels of each schedule, summarized.
  var labelsBySchedule: [(schedule: String, labels: String)] {
    Dictionary(grouping: self, by: \.key.schedule).sorted { $0.key < $1.key }
      .map { ($0.key, $0.value.map(\.period.label).summarized) }
  }
}

extension Duration {
  /// `1.3 s`
  var inSeconds: String {
    let tenths = Int((self / .seconds(1) * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
