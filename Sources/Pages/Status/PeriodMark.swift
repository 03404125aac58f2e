internal import Runs

/// How a period has ended, as a mark that differs from the others by its shape.
enum PeriodMark: CaseIterable {
  case published, late, restated, incomplete, failed, skipped, waiting

  init(_ occurrence: Occurrence) {
    switch occurrence.state {
    case .skipped: self = .skipped
    case .published:
      self =
        occurrence.failedRuns > 0
        ? .incomplete
        : occurrence.hasLateSnapshot ? .late : occurrence.key.revision > 1 ? .restated : .published
    default: self = occurrence.errorMessage == nil ? .waiting : .failed
    }
  }

  var name: String {
    switch self {
    case .published: "published"
    case .late: "late"
    case .restated: "restated"
    case .incomplete: "some runs failed"
    case .failed: "failed"
    case .skipped: "skipped"
    case .waiting: "waiting"
    }
  }

  /// 8 px wide and 14 high, from `x` to the right.
  func drawing(x: Int) -> Markup {
    switch self {
    case .published: "<rect class=\"mid\" x=\"\(x)\" width=\"8\" height=\"14\"/>"
    case .late: "<rect class=\"mid\" x=\"\(x)\" y=\"7\" width=\"8\" height=\"7\"/>"
    case .restated:
      "<rect class=\"mid\" x=\"\(x)\" y=\"5\" width=\"8\" height=\"9\"/><rect class=\"strong\" x=\"\(x)\" width=\"8\" height=\"4\"/>"
    case .incomplete:
      "<rect class=\"frame warn\" x=\"\(x + 1)\" y=\"1\" width=\"6\" height=\"12\"/><rect class=\"warn\" x=\"\(x)\" y=\"7\" width=\"8\" height=\"7\"/>"
    case .failed:
      "<rect class=\"frame warn\" x=\"\(x + 1)\" y=\"1\" width=\"6\" height=\"12\"/><path class=\"strike\" d=\"M\(x + 1) 13l6-12\"/>"
    case .skipped: "<rect class=\"dgrey\" x=\"\(x)\" y=\"6\" width=\"8\" height=\"2\"/>"
    case .waiting: "<rect class=\"frame dashes\" x=\"\(x + 1)\" y=\"1\" width=\"6\" height=\"12\"/>"
    }
  }
}
