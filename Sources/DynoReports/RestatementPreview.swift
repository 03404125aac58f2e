internal import Calendars
internal import Comparisons
internal import PostgreSQL
internal import Reports
internal import Runs
internal import Schedules

/// What restating would change: each published period that would be restated, beside what the CRM gives now for today's
/// schedule file. Reads only.
struct RestatementPreview {
  /// How many rows of a report are printed. `diff --now` prints all.
  private static let rowLimit = 20

  /// A report whose files a restatement would take away.
  struct RemovedReport: Encodable {
    let tenant: String
    let schedule: String
    let period: String
    let report: String
    let reason: String
  }

  private(set) var removedReports: [RemovedReport] = []
  private var comparisons: [(series: FactSeries, subject: ComparisonSubject)] = []

  /// - Parameters:
  ///   - plan: of restatements.
  ///   - ledger: the tenant's occurrences in the plan's range.
  ///   - sources: what was found out about the CRM's tables.
  mutating func add(
    _ plan: TenantPlan, ledger: [Occurrence], _ sources: CheckedSources, _ database: Database,
    _ connection: Connection
  ) throws {
    let published = Dictionary(
      ledger.filter { $0.state == .published }.map { ($0.key.periodKey, $0) },
      uniquingKeysWith: { $0.key < $1.key ? $1 : $0 })
    for planned in plan.occurrences {
      guard let before = published[planned.occurrence.key.periodKey] else { continue }
      try addRemovedReports(before, planned, plan.tenant, Ledger(database, connection))
      if before.isWithoutFacts {
        Terminal.warning(
          "\(plan.tenant.slug) \(planned.schedule.name) \(before.period.label) was taken over without its facts: what "
            + "restating it changes cannot be shown")
        continue
      }
      for live in try planned.asked(sources) {
        let report = live.rows.report
        Terminal.status(
          "\(plan.tenant.slug) \(planned.schedule.name) \(before.period.label): \(report.type)")
        let series = try FactSeries.read(of: before, beside: live, database, connection)
        let subject = ComparisonSubject(
          tenant: plan.tenant, schedule: planned.schedule.name, report: report)
        comparisons.append((series, subject))
      }
    }
  }

  private mutating func addRemovedReports(
    _ before: Occurrence, _ planned: PlannedOccurrence, _ tenant: Tenant, _ ledger: Ledger
  ) throws {
    let published = try ledger.computedOccurrence(before.key)?.request.reports ?? []
    let next = planned.requests.map(\.report.type)
    let leftOut = planned.notReconstructed.map { ($0.report, "it cannot be reconstructed, as \($0.reason)") }
    let reasons = Dictionary(leftOut) { first, _ in first }
    removedReports += published.filter { !next.contains($0) }.map { report in
      RemovedReport(
        tenant: tenant.slug, schedule: planned.schedule.name, period: before.period.label, report: report,
        reason: reasons[report] ?? "the schedule has it no more")
    }
  }

  var documents: [DiffDocument] { comparisons.map { DiffDocument($0.series, $0.subject) } }

  /// - Parameter width: the columns of the terminal; nil if it is none.
  func text(width: Int?) -> StyledText {
    let removed: [StyledText] = removedReports.map {
      "\($0.tenant) \($0.schedule) \($0.report): \($0.reason); restating \($0.period) takes its files away"
    }
    let changed = comparisons.map {
      DiffText(series: $0.series, subject: $0.subject, limit: Self.rowLimit, width: width).text
    }
    return Array((removed + changed).map { [$0] }.joined(separator: [""])).joined
  }
}
