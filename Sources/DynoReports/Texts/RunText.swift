internal import DisplayWidth
internal import Exports
internal import Reports
internal import Runs

/// The text output of `runs`.
enum RunText {
  /// A list of runs, with their dimensions and errors.
  static func table(_ runs: [RunDocument], showsIDs: Bool) -> String {
    let titles = ["run", "status", "tenant", "schedule", "period", "revision", "report", "about", "error"]
    return TextTable(
      columns: titles.map { TextTable.Column(title: $0) },
      rows: runs.map { run in
        let about = about(run, showsIDs: showsIDs)
        return [
          run.runID, run.status, run.tenant, run.schedule,
          run.period.map { $0 + (run.reconstructed == true ? " (reconstructed)" : "") }, "\(run.revision)",
          run.report,
          about.isEmpty ? nil : about.joined(separator: " "), run.error,
        ]
      }
    ).lines.joined(separator: "\n")
  }

  /// The period's label, with its bounds where the run looked at another window.
  private static func period(of run: RunDocument) -> String {
    let label = run.period ?? "-"
    guard run.occurrenceEnd != nil,
      (run.occurrenceStart, run.occurrenceEnd) != (run.periodStart, run.periodEnd)
    else { return label }
    return "\(label), \(bounds(run.occurrenceStart, run.occurrenceEnd))"
  }

  private static func bounds(_ start: String?, _ end: String?) -> String {
    "\(start ?? "-") to \(end ?? "-"), end exclusive"
  }

  /// What a run is about, as words.
  private static func about(_ run: RunDocument, showsIDs: Bool) -> [String] {
    guard let report = ReportCatalog.product.report(run.report) else { return [] }
    return DimensionColumns(report, report.runDimensions, showsIDs: showsIDs).cells { column in
      if case .text(let value)? = run.parameters[column] { value } else { run.names?[column] }
    }
    .compactMap(\.self)
  }

  private static func snapshotMark(_ run: RunDocument) -> String {
    if run.reconstructed == true { return ", reconstructed: stages are those at as_of, by their history" }
    return run.lateSnapshot == true ? ", late: the next period was due before" : ""
  }

  /// All details of one run.
  static func render(_ run: RunDocument) -> String {
    var fields = [
      ("run", run.runID), ("tenant", run.tenant), ("report", run.report), ("schedule", run.schedule),
      ("period", period(of: run)),
      ("window", bounds(run.periodStart, run.periodEnd)),
      ("status", run.status),
    ]
    if let error = run.error { fields.append(("error", error)) }
    fields += [
      (
        "snapshot",
        run.snapshotAt + snapshotMark(run)
      ), ("revision", "\(run.revision)"),
    ]
    if let reason = run.restateReason { fields.append(("restated because", reason)) }
    let parameters =
      run.parameters.map { ($0.key, $0.value.text) } + (run.names ?? [:]).map { ($0.key, $0.value) }
    fields += parameters.sorted { $0.0 < $1.0 }.map { ("  \($0)", $1) }
    fields += run.warnings.sorted { $0.key < $1.key }.map { ("warning", "\($0.key): \($0.value)") }
    fields += (run.occurrenceWarnings ?? [:]).sorted { $0.key < $1.key }
      .map { ("warning of the period", "\($0.key): \($0.value)") }
    fields += [
      ("software", run.softwareVersion), ("methodology", run.methodologyVersion),
      ("tzdata", run.tzdataVersion),
    ]
    fields += (run.files ?? []).flatMap {
      [("file", $0.path), ("  sha256", $0.sha256), ("  rows", "\($0.rows)")]
    }
    let width = fields.map(\.0.count).max() ?? 0
    return fields.map { "\($0.padding(to: width))  \($1)" }.joined(separator: "\n")
  }
}
