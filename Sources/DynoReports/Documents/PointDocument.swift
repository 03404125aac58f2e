internal import Calendars
internal import Comparisons
internal import Reports
internal import Runs

/// One period of a comparison, in JSON.
struct PointDocument: Encodable {
  let period: PeriodDocument
  let revision: Int
  let state: String
  let restateReason: String?
  let methodologyVersion: String?
  /// Of the report's definition.
  let reportVersion: Int?
  let succeededRuns: Int
  let failedRuns: Int

  init(_ point: Point) {
    period = PeriodDocument(point.occurrence.window)
    revision = point.occurrence.key.revision
    state = point.occurrence.state.rawValue
    restateReason = point.occurrence.restateReason
    methodologyVersion = point.definition?.methodologyVersion
    reportVersion = point.reportVersion
    succeededRuns = point.succeededRuns
    failedRuns = point.failedRuns
  }
}

/// A change of definition between two periods, in JSON: their numbers must not be compared without thought.
struct DefinitionChangeDocument: Encodable {
  let parameter: String
  let before: ParameterValue
  let after: ParameterValue
  /// Labels of the periods.
  let from: String
  let to: String

  init(_ change: DefinitionChange, in points: [Point]) {
    parameter = change.parameter
    before = change.before
    after = change.after
    from = points[change.from].name(among: points)
    to = points[change.to].name(among: points)
  }
}

extension Point {
  /// The period's label, with the revision where another point has the same.
  func name(among points: [Point]) -> String {
    let label = occurrence.window.label
    let isAlone = points.filter { $0.occurrence.window.label == label }.count == 1
    return isAlone ? label : "\(label)@\(occurrence.key.revision)"
  }
}

/// What must be said of a comparison beside its numbers.
enum ComparisonNotices {
  /// - Parameter metrics: those that are shown.
  static func lines(_ series: FactSeries, metrics: [String]) -> [String] {
    let points = series.points
    let names = points.map { $0.name(among: points) }
    let changes = DefinitionChange.all(in: points).map { change in
      "NOT THE SAME DEFINITION: \(change.parameter) is \(change.before.text) in \(names[change.from]) and "
        + "\(change.after.text) in \(names[change.to])"
    }
    let gaps = zip(points, names).flatMap { point, name in
      var lines: [String] = []
      if point.definition == nil { lines.append("\(name): \(point.occurrence.state.rawValue), no numbers") }
      if point.failedRuns > 0 {
        lines.append(
          "\(name): \(counted(point.failedRuns, "run")) could not be reported, the rows are missing; "
            + "`dyno-reports runs list --failed` says why")
      }
      if let reason = point.occurrence.restateReason { lines.append("\(name): restated: \(reason)") }
      return lines
    }
    let notInAll = metrics.filter(series.metricsNotInAll.contains)
    let versions = zip(names, points).compactMap { name, point in
      point.reportVersion.map { "\(name) has version \($0)" }
    }
    let columns =
      notInAll.isEmpty
      ? []
      : ["NOT COMPARED: \(notInAll.joined(separator: ", ")); of the report, \(versions.summarized)"]
    return changes + columns + gaps
  }
}
