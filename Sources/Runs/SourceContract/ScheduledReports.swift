internal import Reports
internal import Schedules

/// The reports of a tenant's schedules, asked for what they miss. A gap that none of them has cannot make a number wrong.
struct ScheduledReports {
  private let reports: [Report]

  init(_ file: TenantSchedules) {
    reports = file.schedules.flatMap(\.reports).reduce(into: []) { reports, request in
      if !reports.contains(where: { $0.type == request.report.type }) { reports.append(request.report) }
    }
  }

  /// - Returns: what no deal does where the CRM has the gap, such as "counts in a, b, and none is won or lost in c"; nil if no
  ///   report misses anything.
  func missing(_ gap: SourceGap) -> String? { missing([gap]) }

  /// The same where the CRM has several gaps at once.
  func missing(_ gaps: [SourceGap]) -> String? {
    var effects: [(text: String, reports: [String])] = []
    for report in reports {
      guard let text = gaps.lazy.compactMap({ report.gaps[$0] }).first else { continue }
      if let index = effects.firstIndex(where: { $0.text == text }) {
        effects[index].reports.append(report.type)
      } else {
        effects.append((text, [report.type]))
      }
    }
    guard !effects.isEmpty else { return nil }
    return effects.map { "\($0.text) in \($0.reports.joined(separator: ", "))" }
      .joined(separator: ", and none ")
  }
}
