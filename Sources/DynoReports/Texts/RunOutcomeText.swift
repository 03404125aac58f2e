internal import Calendars
internal import Exports
internal import Orchestration
internal import Reports
internal import Runs

/// The text output of `run`, `backfill` and `restate`.
enum RunOutcomeText {
  /// Problems, which are printed even under cron.
  static func complaints(_ outcome: RunOutcome) -> [Message] {
    var messages = outcome.failures.map { Message($0) }
    for (tenant, published) in outcome.published where published.failedRuns > 0 {
      messages.append(
        Message(
          .failure, tenant: tenant, schedule: published.occurrence.key.schedule,
          period: published.occurrence.period.label,
          "\(counted(published.failedRuns, "run")) could not be reported; report_run says which and why"))
    }
    for result in outcome.results {
      messages += result.waiting.filter(\.isForSource).map {
        Message(
          .warning, tenant: result.tenant, schedule: $0.occurrence.key.schedule,
          period: $0.occurrence.period.label, "waiting, \($0.text)")
      }
      messages += (result.notices + [result.zoneWarning].compactMap(\.self)).map {
        Message(.warning, tenant: result.tenant, $0)
      }
      messages += result.skipped.labelsBySchedule.map { schedule, labels in
        Message(
          .warning, tenant: result.tenant, schedule: schedule,
          "skipped, further back than catch_up: \(labels)")
      }
      messages += UntouchedText.lines(result.untouched, of: result.tenant, outcome.mode)
        .map { Message(.warning, $0) }
    }
    if let nothing = outcome.nothingFound { messages.append(Message(.failure, nothing)) }
    if outcome.status == .busy, outcome.busy > 0 {
      messages.append(
        Message(
          .warning,
          "nothing was published: \(counted(outcome.busy, "period")) \(outcome.busy == 1 ? "is" : "are") with "
            + "another worker; `status` shows what becomes of that"))
    }
    return messages
  }

  static func render(_ outcome: RunOutcome) -> String {
    var lines = outcome.published.map { tenant, published in
      let succeeded = published.occurrence.reports.compactMap(\.runs?.succeeded).reduce(0, +)
      let all = succeeded + published.failedRuns
      let runs = published.failedRuns > 0 ? "\(succeeded) of \(counted(all, "run"))" : counted(all, "run")
      return "\(tenant) \(published.occurrence.key.schedule) \(published.occurrence.period.label): "
        + "\(runs), \(counted(published.files.count, "file"))\(views(published.occurrence))"
        + mark(published.occurrence.computed.request)
    }
    lines += outcome.results.flatMap { result in
      result.waiting.filter { !$0.isForSource }.map { waiting in
        let occurrence = waiting.occurrence
        return
          "\(result.tenant) \(occurrence.key.schedule) \(occurrence.period.label): waiting\(occurrence.mark), "
          + waiting.text
      }
    }
    if outcome.busy > 0 { lines.append("\(counted(outcome.busy, "period")) left to another worker") }
    if lines.isEmpty {
      let nothing = "Nothing was published."
      lines.append(outcome.failures.isEmpty ? outcome.mode.nothingToDo(nothing) : nothing)
    }
    return lines.joined(separator: "\n")
  }

  /// `, page, workbook`
  private static func views(_ occurrence: PublishableOccurrence) -> String {
    occurrence.views.map { ", \(ViewFormat(rawValue: $0.format)?.noun ?? $0.format)" }.joined()
  }

  /// `, reconstructed, without pipeline_overview`; empty if the CRM was read as it is.
  private static func mark(_ request: ExportRequest) -> String {
    guard request.reconstructed == true else { return "" }
    let leftOut = (request.notReconstructed ?? []).map(\.report)
    return ", reconstructed" + (leftOut.isEmpty ? "" : ", without \(leftOut.joined(separator: ", "))")
  }
}
