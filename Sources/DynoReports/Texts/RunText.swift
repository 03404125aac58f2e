internal import DisplayWidth
internal import Exports
internal import Reports
internal import Runs

/// The text output of `runs`.
enum RunText {
  /// A list of runs, with their dimensions and errors.
  ///
  /// - Parameter width: the columns of the terminal; nil if it is none.
  static func table(_ runs: [RunDocument], showsIDs: Bool, width: Int?) -> StyledText {
    let isRestated = runs.contains { $0.revision > 1 }
    return TextTable(
      columns: [
        TextTable.Column(title: "status", isWhole: true, style: { $0 == "FAILED" ? .bad : nil }),
        TextTable.Column(title: "tenant"), TextTable.Column(title: "schedule"),
        TextTable.Column(title: "period", isWhole: true),
        TextTable.Column(title: "revision", isOptional: true), TextTable.Column(title: "report"),
        TextTable.Column(title: "about"), TextTable.Column(title: "run"),
        TextTable.Column(title: "error", isOptional: true),
      ],
      rows: runs.map { run in
        let about = about(run, showsIDs: showsIDs)
        return [
          run.status, run.tenant, run.schedule,
          run.period.map { $0 + (run.reconstructed == true ? " (reconstructed)" : "") },
          isRestated ? "\(run.revision)" : nil, run.report,
          about.isEmpty ? nil : about.joined(separator: " "), run.runID, run.error,
        ]
      }
    ).lines(within: width).joined
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
  static func about(_ run: RunDocument, showsIDs: Bool) -> [String] {
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
  static func render(_ run: RunDocument) -> StyledText {
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
      [("file", $0.path), ("  sha256", $0.sha256), ("  rows", $0.rows.grouped)]
    }
    let width = fields.map(\.0.count).max() ?? 0
    return fields.map { name, value in
      let isBad = name == "error" || (name, value) == ("status", "FAILED")
      return StyledText("\(name.padding(to: width))  ") + StyledText(value, isBad ? .bad : nil)
    }
    .joined
  }
}
