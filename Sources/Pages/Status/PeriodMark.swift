internal import Runs

/// How a period has ended, as a mark that differs from the others by its shape.
enum PeriodMark: CaseIterable {
  case published, late, reconstructed, restated, incomplete, failed, missing, skipped, waiting

  init(_ recent: ScheduleStatus.Recent) {
    guard let occurrence = recent.occurrence else {
      self = .missing
      return
    }
    switch occurrence.state {
    case .skipped: self = .skipped
    case .published where occurrence.failedRuns > 0: self = .incomplete
    case .published:
      switch occurrence.snapshotKind {
      case .late: self = .late
      case .reconstructed: self = .reconstructed
      case .timely: self = occurrence.key.revision > 1 ? .restated : .published
      }
    default: self = occurrence.errorMessage == nil ? .waiting : .failed
    }
  }

  var name: String {
    switch self {
    case .published: "published"
    case .late: "late"
    case .reconstructed: "reconstructed"
    case .restated: "restated"
    case .incomplete: "some runs failed"
    case .failed: "failed"
    case .missing: "missing"
    case .skipped: "skipped"
    case .waiting: "waiting"
    }
  }

  /// The same of a period, which may wait for several things.
  static func words(_ recent: ScheduleStatus.Recent) -> String {
    let mark = PeriodMark(recent)
    return mark == .waiting ? recent.occurrence?.state.waitingWords ?? mark.name : mark.name
  }

  /// Whether someone has to see to it.
  var isFault: Bool {
    switch self {
    case .incomplete, .failed, .missing: true
    case .published, .late, .reconstructed, .restated, .skipped, .waiting: false
    }
  }

  /// 8 px wide and 14 high, from `x` to the right.
  func drawing(x: Int) -> Markup {
    switch self {
    case .published: "<rect class=\"mid\" x=\"\(x)\" width=\"8\" height=\"14\"/>"
    case .late: "<rect class=\"mid\" x=\"\(x)\" y=\"7\" width=\"8\" height=\"7\"/>"
    case .reconstructed:
      "<rect class=\"mid\" x=\"\(x)\" width=\"8\" height=\"2\"/><rect class=\"mid\" x=\"\(x)\" y=\"4\" width=\"8\" height=\"2\"/><rect class=\"mid\" x=\"\(x)\" y=\"8\" width=\"8\" height=\"2\"/><rect class=\"mid\" x=\"\(x)\" y=\"12\" width=\"8\" height=\"2\"/>"
    case .restated:
      "<rect class=\"mid\" x=\"\(x)\" y=\"5\" width=\"8\" height=\"9\"/><rect class=\"strong\" x=\"\(x)\" width=\"8\" height=\"4\"/>"
    case .incomplete:
      "<rect class=\"frame warn\" x=\"\(x + 1)\" y=\"1\" width=\"6\" height=\"12\"/><rect class=\"warn\" x=\"\(x)\" y=\"7\" width=\"8\" height=\"7\"/>"
    case .failed:
      "<rect class=\"frame warn\" x=\"\(x + 1)\" y=\"1\" width=\"6\" height=\"12\"/><path class=\"strike\" d=\"M\(x + 1) 13l6-12\"/>"
    case .missing: "<path class=\"strike\" d=\"M\(x + 1) 11l6-8M\(x + 1) 3l6 8\"/>"
    case .skipped: "<rect class=\"dgrey\" x=\"\(x)\" y=\"6\" width=\"8\" height=\"2\"/>"
    case .waiting: "<rect class=\"frame dashes\" x=\"\(x + 1)\" y=\"1\" width=\"6\" height=\"12\"/>"
    }
  }
}

extension OccurrenceState {
  /// What a period that is not published waits for.
  var waitingWords: String {
    switch self {
    case .running: "being computed"
    case .computed: "computed, not published"
    case .due, .failed, .published, .skipped: "due"
    }
  }
}
