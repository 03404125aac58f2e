internal import Calendars
internal import Comparisons
internal import Runs

/// Notices to be shown with the numbers of a comparison.
enum ComparisonNotices {
  /// - Parameter metrics: those that are shown.
  static func lines(_ series: FactSeries, metrics: [String]) -> [StyledText] {
    let points = series.points
    let names = points.map { $0.name(among: points) }
    let changes = DefinitionChange.all(in: points).map { change in
      "DEFINITION CHANGED: \(change.parameter) is \(change.before.text) in \(names[change.from]) and "
        + "\(change.after.text) in \(names[change.to])"
    }
    let gaps = zip(points, names).flatMap { point, name in
      var lines: [String] = []
      if point.definition == nil {
        lines.append(
          "\(name): \(point.occurrence.state.rawValue), no numbers"
            + (point.isReconstructed ? ": it was reconstructed, and this report cannot be" : ""))
      }
      if point.failedRuns > 0 {
        lines.append(
          "\(name): \(counted(point.failedRuns, "run")) could not be reported, and their rows are missing"
            + (point.isLive ? "" : "; `dyno-reports runs list --failed` shows why"))
        if point.isLive { lines += series.liveFailures.map { "\(name): \(text($0))" } }
      }
      if point.isLive { return lines }
      if let error = point.occurrence.windowError { lines.append(error) }
      if let reason = point.occurrence.restateReason { lines.append("\(name): restated: \(reason)") }
      return lines
    }
    let notInAll = metrics.filter(series.incomparableMetrics.contains)
    let versions = zip(names, points).compactMap { name, point in
      point.reportVersion.map { "\(name) has version \($0)" }
    }
    let columns =
      notInAll.isEmpty
      ? []
      : ["NOT COMPARED: \(notInAll.joined(separator: ", ")); versions of the report: \(versions.summarized)"]
    let all =
      changes + windows(points, names) + columns + reconstructed(points, names) + late(points, names) + gaps
    return all.map(styled)
  }

  /// What begins with a word in capitals is to be noticed.
  private static func styled(_ line: String) -> StyledText {
    guard let sign = line.prefixMatch(of: /[A-Z ]{4,}:/) else { return StyledText(line) }
    return StyledText(String(sign.0), .doubtful) + StyledText(String(line[sign.range.upperBound...]))
  }

  /// What the run is about, and why it cannot be reported.
  private static func text(_ failure: FactSeries.LiveFailure) -> String {
    let about = zip(failure.dimensions, failure.names).compactMap { id, name in
      name.map(\.printableLine) ?? id
    }
    return about.isEmpty ? failure.message : "\(about.joined(separator: " ")): \(failure.message)"
  }

  private static func reconstructed(_ points: [SeriesPoint], _ names: [String]) -> [String] {
    let reconstructed = zip(points, names).filter { $0.0.isReconstructed && $0.0.definition != nil }.map(\.1)
    guard !reconstructed.isEmpty else { return [] }
    return [
      "RECONSTRUCTED: \(reconstructed.summarized): where deals stood is from the history of stages; amounts and names, and which "
        + "deals there are, are the CRM's of the day on which they were computed"
    ]
  }

  private static func late(_ points: [SeriesPoint], _ names: [String]) -> [String] {
    let late = zip(points, names).filter {
      $0.0.occurrence.hasLateSnapshot && !$0.0.isReconstructed && !$0.0.isLive
    }.map(\.1)
    guard !late.isEmpty else { return [] }
    return ["READ LATE: \(late.summarized): their numbers are the CRM's of the day on which they were read"]
  }

  /// Names the windows that are not the completed periods, each with the neighbouring points that look at it.
  private static func windows(_ points: [SeriesPoint], _ names: [String]) -> [String] {
    var shown: [(text: String, names: [String])] = []
    for (point, name) in zip(points, names) {
      guard let window = point.window, let rule = point.windowRule else { continue }
      let text = "\(window.label) (\(rule)), \(window.startDate.map { "\($0)" } ?? "") to \(window.endDate)"
      if shown.last?.text == text {
        shown[shown.count - 1].names.append(name)
      } else {
        shown.append((text, [name]))
      }
    }
    let lines = shown.map { "WINDOW: \($0.text): \($0.names.summarized)" }
    return lines.count > 1 ? lines + ["No change is shown from one window to another."] : lines
  }
}
