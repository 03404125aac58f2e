internal import Calendars
internal import PostgreSQL
internal import Reports
internal import Runs
internal import Schedules

/// One report of a schedule, computed by `doctor` and not stored.
struct ReportTrial {
  enum Failure: Error, CustomStringConvertible {
    /// Its statement ended with an error.
    case statement(ReportTrial, any Error)
    case runs(ReportTrial, count: Int, first: String)
    case tookTooLong(ReportTrial, PlanFindings?)

    var description: String {
      switch self {
      case .statement(let trial, let error): "\(trial.type): \(error); \(trial.repetition)"
      case .runs(let trial, let count, let first):
        "\(counted(count, "run")) of \(trial.type) would fail; the first one: \(first) \(trial.repetition)"
      case .tookTooLong(let trial, let plans):
        Self.stopped(
          trial, tables: (plans?.rescans.map(\.relation) ?? []) + (plans?.wholeReads.map(\.relation) ?? []))
      }
    }

    /// - Parameter tables: what its plan reads in a way that takes long.
    private static func stopped(_ trial: ReportTrial, tables: [String]) -> String {
      "\(trial.type) took longer than \(counted(trial.timeout, "second")) and was stopped; "
        + (tables.isEmpty
          ? "make the CRM's views faster (docs/your_crm.md), or allow more with --report-timeout"
          : "mend its plan, as said below of \(tables.joined(separator: ", "))")
    }
  }

  struct Outcome {
    let duration: Duration
    let plans: PlanFindings
  }

  /// What a plan of the worst kind may take: with ten times the rows, a hundred times as long, still less than half an hour.
  static let patience = Duration.seconds(10)

  let report: AdHocReport
  let sources: CheckedSources
  /// How long a statement may take, in seconds.
  let timeout: Int

  var type: String { report.request.report.type }

  /// - Throws: ``Failure``, and `PostgresError` of kind `connection`.
  func compute(_ database: Database, _ connection: Connection) throws -> Outcome {
    var plans: PlanFindings?
    do {
      let found = try report.planFindings(database, connection, sources, timeLimitSeconds: timeout)
      plans = found
      let clock = ContinuousClock()
      let start = clock.now
      let result = try report.run(database, connection, sources, timeLimitSeconds: timeout)
      if let first = result.failures.first {
        throw Failure.runs(self, count: result.failures.count, first: first.message)
      }
      return Outcome(duration: clock.now - start, plans: found)
    } catch let error as PostgresError where error.isCancelled {
      throw Failure.tookTooLong(self, plans)
    } catch let error as PostgresError where error.kind == .statement {
      throw Failure.statement(self, error)
    }
  }

  /// The command that does the same, or how it differs: it knows a window by its dates alone.
  private var repetition: String {
    var command = "dyno-reports report \(type) --tenant \(report.tenant.slug)"
    if let window = report.window, let start = window.startDate {
      command += " --from \(start) --to \(window.endDate)"
      if report.asOf != window.end { command += " --as-of \(report.asOf)" }
    }
    var differences: [String] = []
    if report.isOpenOnlyIfCreated { differences.append("also counts open deals that were created later") }
    if report.window?.startDate == nil { differences.append("does not stop at the end of the period") }
    let options = report.request.report.options
    if options.contains(where: { report.request.value(of: $0) != $0.defaultValue }) {
      differences.append("has the default options")
    }
    guard !differences.isEmpty else { return "to try it alone: `\(command)`" }
    return "to try something close to it: `\(command)`, which \(differences.joined(separator: " and "))"
  }
}
