internal import Runs

/// The CSV of `plan`: a line for each period that would be computed, and for each that waits, with the reason `waiting`.
enum PlanTable {
  static func table(_ plan: PlanDocument) -> CSVTable {
    CSVTable(
      columns: [.text("tenant"), .text("schedule"), .text("period")]
        + [.value("period_start"), .value("period_end")]
        + [.text("window"), .value("window_start"), .value("window_end")]
        + [.value("revision"), .value("reason"), .value("until"), .value("reconstructed")]
        + [.text("reports"), .text("formats")],
      rows: plan.occurrences.map { entry in
        [entry.tenant, entry.schedule, entry.period.label, entry.period.start, entry.period.end]
          + [entry.window?.label, entry.window?.start, entry.window?.end, "\(entry.revision)", entry.reason]
          + [nil, "\(entry.reconstructed ?? false)", entry.steps.compactMap(\.report).joined(separator: " ")]
          + [entry.steps.compactMap(\.formats).joined().joined(separator: " ")]
      }
        + plan.waiting.map { entry in
          [entry.tenant, entry.schedule, entry.period.label, entry.period.start, entry.period.end]
            + [entry.window?.label, entry.window?.start, entry.window?.end, "\(entry.revision)", "waiting"]
            + [entry.until, "\(entry.reconstructed ?? false)", nil, nil]
        })
  }
}
