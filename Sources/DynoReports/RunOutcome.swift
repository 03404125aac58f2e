internal import Calendars
internal import Exports
internal import Runs

/// What a run did for all its tenants: as text, as JSON, and as an exit status.
struct RunOutcome {
  let at: Instant
  let order: Planner.Order
  let results: [TenantRun.Result]
  /// Schedule files with problems, whose tenants were left alone.
  let badFiles: Int

  private var published: [(tenant: String, Publisher.Published)] {
    results.flatMap { result in result.published.map { (result.tenant, $0) } }
  }
  private var failures: [TenantRun.Failure] { results.flatMap(\.failures) }
  private var failedRuns: Int { published.map(\.1.failedRuns).reduce(0, +) }
  private var busy: Int { results.map(\.busy.count).reduce(0, +) }

  var status: ExitStatus {
    let somethingFailed = !failures.isEmpty || failedRuns > 0 || badFiles > 0
    if !published.isEmpty { return somethingFailed ? .partly : .done }
    if let failure = failures.first { return failure.status }
    if badFiles > 0 { return .badConfiguration }
    if nothing != nil { return .failed }
    return busy > 0 ? .busy : .done
  }

  /// What is wrong where something was ordered that there is not.
  private var nothing: String? {
    guard published.isEmpty, failures.isEmpty, badFiles == 0 else { return nil }
    return order.complaint(
      planned: results.map(\.planned).reduce(0, +), leftAlone: results.map(\.leftAlone.count).reduce(0, +))
  }

  /// What whoever reads cron's mail should know.
  var complaints: [String] {
    var lines = failures.map { "dyno-reports: error: \($0.text)" }
    for (tenant, published) in published where published.failedRuns > 0 {
      let key = published.occurrence.key
      lines.append(
        "dyno-reports: error: \(tenant) \(key.schedule) \(published.occurrence.window.label): "
          + "\(counted(published.failedRuns, "run")) could not be reported; the manifest says which and why")
    }
    for result in results {
      lines += result.skipped.labelsBySchedule.map { schedule, labels in
        "dyno-reports: warning: \(result.tenant) \(schedule): skipped as too far back: \(labels)"
      }
      lines += LeftAlone.lines(result.leftAlone, of: result.tenant, order)
        .map { "dyno-reports: warning: \($0)" }
    }
    if let nothing { lines.append("dyno-reports: error: \(nothing)") }
    return lines
  }

  var text: String {
    var lines = published.map { tenant, published in
      let runs = published.occurrence.reports.map(\.runs.succeeded).reduce(0, +)
      return "\(tenant) \(published.occurrence.key.schedule) \(published.occurrence.window.label): "
        + "\(counted(runs, "run")), \(counted(published.files.count, "file"))"
    }
    lines += results.flatMap { result in
      result.waiting.map { waiting in
        let occurrence = waiting.occurrence
        return "\(result.tenant) \(occurrence.key.schedule) \(occurrence.window.label): waiting, "
          + occurrence.waitingText(until: waiting.until)
      }
    }
    if busy > 0 { lines.append("\(counted(busy, "period")) left to another worker") }
    if lines.isEmpty {
      let nothing = "Nothing was published."
      lines.append(failures.isEmpty ? order.nothing(nothing) : nothing)
    }
    return lines.joined(separator: "\n")
  }

  var document: Document {
    Document(
      at: at.description,
      published: published.map { tenant, published in
        Document.Published(
          tenant: tenant, schedule: published.occurrence.key.schedule,
          period: PeriodDocument(published.occurrence.window),
          revision: published.occurrence.key.revision, reports: published.occurrence.reports)
      },
      skipped: results.flatMap { result in
        result.skipped.map { PlanDocument.UntouchedPeriod($0, of: result.tenant) }
      },
      leftAlone: results.flatMap { result in
        result.leftAlone.map { PlanDocument.UntouchedPeriod($0, of: result.tenant) }
      },
      waiting: results.flatMap { result in
        result.waiting.map { PlanDocument.Waiting($0, of: result.tenant) }
      },
      busy: busy,
      failures: failures.map {
        Document.Failure(
          tenant: $0.tenant, schedule: $0.schedule, period: $0.period, report: $0.report, message: $0.message)
      }
        + (nothing.map {
          [Document.Failure(tenant: nil, schedule: nil, period: nil, report: nil, message: $0)]
        } ?? []),
      badFiles: badFiles)
  }

  struct Document: Encodable {
    struct Failure: Encodable {
      let tenant: String?
      let schedule: String?
      let period: String?
      /// Where one report could not be published.
      let report: String?
      let message: String
    }

    struct Published: Encodable {
      let tenant: String
      let schedule: String
      let period: PeriodDocument
      let revision: Int
      let reports: [PublishedReport]
    }

    let at: String
    let published: [Published]
    let skipped: [PlanDocument.UntouchedPeriod]
    let leftAlone: [PlanDocument.UntouchedPeriod]
    /// Failed a while ago, and not tried by this run.
    let waiting: [PlanDocument.Waiting]
    /// Occurrences that another worker had.
    let busy: Int
    let failures: [Failure]
    /// Schedule files with problems, whose tenants were left alone.
    let badFiles: Int
  }
}

extension TenantRun.Failure {
  fileprivate var text: String {
    [tenant, schedule, period, report].compactMap(\.self).joined(separator: " ") + ": \(message)"
  }
}
