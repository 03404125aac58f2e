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
  private var failures: [(message: String, status: ExitStatus)] { results.flatMap(\.failures) }
  private var failedRuns: Int { published.map(\.1.failedRuns).reduce(0, +) }

  var status: ExitStatus {
    let somethingFailed = !failures.isEmpty || failedRuns > 0 || badFiles > 0
    if !published.isEmpty { return somethingFailed ? .partly : .done }
    if let failure = failures.first { return failure.status }
    if badFiles > 0 { return .badConfiguration }
    if didNothing { return .failed }
    return results.contains { $0.busy > 0 } ? .busy : .done
  }

  /// Whether something was ordered that there is not.
  private var didNothing: Bool {
    guard results.allSatisfy({ $0.planned == 0 }) else { return false }
    return switch order {
    case .due: false
    // That all of it is published is what was wanted.
    case .backfill: results.allSatisfy(\.leftAlone.isEmpty)
    case .restate: true
    }
  }

  private var nothing: String? {
    guard didNothing, failures.isEmpty else { return nil }
    return switch order {
    case .due: nil
    case .backfill(let range): "no complete period lies between \(range.from) and \(range.to)"
    case .restate(let range, _):
      "no published period lies between \(range.from) and \(range.to); `dyno-reports status` shows what is"
    }
  }

  /// What whoever reads cron's mail should know.
  var complaints: [String] {
    var lines = failures.map { "dyno-reports: error: \($0.message)" }
    for (tenant, published) in published where published.failedRuns > 0 {
      let key = published.occurrence.key
      lines.append(
        "dyno-reports: error: \(tenant) \(key.schedule) \(published.occurrence.window.label): "
          + "\(published.failedRuns) of its runs could not be reported; the manifest says which and why")
    }
    for result in results {
      for (schedule, skipped) in Dictionary(grouping: result.skipped, by: \.key.schedule)
        .sorted(by: { $0.key < $1.key })
      {
        lines.append(
          "dyno-reports: warning: \(result.tenant) \(schedule): skipped as too far back: "
            + skipped.map(\.window.label).summarized)
      }
      lines += LeftAlone.lines(result.leftAlone, of: result.tenant, order)
        .map { "dyno-reports: warning: \($0)" }
    }
    if let nothing { lines.append("dyno-reports: error: \(nothing)") }
    return lines
  }

  var text: String {
    var lines = published.map { tenant, published in
      let files = published.files.count
      let runs = published.occurrence.reports.map(\.runs.succeeded).reduce(0, +)
      return "\(tenant) \(published.occurrence.key.schedule) \(published.occurrence.window.label): "
        + "\(runs) run\(runs == 1 ? "" : "s"), \(files) file\(files == 1 ? "" : "s")"
    }
    let busy = results.map(\.busy).reduce(0, +)
    if busy > 0 { lines.append("\(busy) left to another worker") }
    if lines.isEmpty { lines.append(failures.isEmpty ? "Nothing is due." : "Nothing was published.") }
    return lines.joined(separator: "\n")
  }

  var document: Document {
    Document(
      at: at.description,
      published: published.map { tenant, published in
        Document.Published(
          tenant: tenant, schedule: published.occurrence.key.schedule,
          period: PlanDocument.Period(published.occurrence.window),
          revision: published.occurrence.key.revision, reports: published.occurrence.reports)
      },
      skipped: results.flatMap { result in
        result.skipped.map { PlanDocument.UntouchedPeriod($0, of: result.tenant) }
      },
      leftAlone: results.flatMap { result in
        result.leftAlone.map { PlanDocument.UntouchedPeriod($0, of: result.tenant) }
      },
      busy: results.map(\.busy).reduce(0, +), failures: failures.map(\.message), badFiles: badFiles)
  }

  struct Document: Encodable {
    struct Published: Encodable {
      let tenant: String
      let schedule: String
      let period: PlanDocument.Period
      let revision: Int
      let reports: [PublishedReport]
    }

    let at: String
    let published: [Published]
    let skipped: [PlanDocument.UntouchedPeriod]
    let leftAlone: [PlanDocument.UntouchedPeriod]
    /// Occurrences that another worker had.
    let busy: Int
    let failures: [String]
    /// Schedule files with problems, whose tenants were left alone.
    let badFiles: Int
  }
}
