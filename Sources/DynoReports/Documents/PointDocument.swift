internal import Calendars
internal import Comparisons
internal import Runs

/// One period of a comparison, in JSON.
struct PointDocument: Encodable {
  let period: PeriodDocument
  /// What the runs looked at. Absent if there are none, or with a `windowError`.
  let window: PeriodDocument?
  /// Present if the recorded window cannot be read: what to do.
  let windowError: String?
  /// Absent for the CRM as it is now.
  let revision: Int?
  /// `NOW` for the CRM as it is now.
  let state: String
  let restateReason: String?
  let methodologyVersion: String?
  /// Of the report's definition.
  let reportVersion: Int?
  let succeededRuns: Int
  let failedRuns: Int
  /// Present if the CRM was read after the next period was due.
  let lateSnapshot: Bool?
  /// Present if the numbers say how things stood at the end of the period by the history of stages.
  let reconstructed: Bool?

  init(_ point: SeriesPoint) {
    period = PeriodDocument(point.occurrence.period)
    window = point.window.map(PeriodDocument.init)
    windowError = point.occurrence.windowError
    revision = point.isLive ? nil : point.occurrence.key.revision
    state = point.isLive ? "NOW" : point.occurrence.state.rawValue
    restateReason = point.isLive ? nil : point.occurrence.restateReason
    methodologyVersion = point.definition?.methodologyVersion
    reportVersion = point.reportVersion
    succeededRuns = point.succeededRuns
    failedRuns = point.failedRuns
    reconstructed = point.isReconstructed ? true : nil
    lateSnapshot = point.occurrence.hasLateSnapshot && !point.isLive ? true : nil
  }
}

extension SeriesPoint {
  /// The period's label, with the revision where another point has the same; or `now`.
  func name(among points: [SeriesPoint]) -> String {
    if isLive { return "now" }
    let label = occurrence.period.label
    let isAlone = points.filter { $0.occurrence.period.label == label && !$0.isLive }.count == 1
    return isAlone ? label : "\(label)@\(occurrence.key.revision)"
  }
}
