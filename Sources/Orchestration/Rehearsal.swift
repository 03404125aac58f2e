package import Calendars
package import Exports
internal import Foundation
package import PostgreSQL
package import Runs
package import Schedules

/// Does what a run does, for a tenant that does not exist: records, computes, publishes, restates and skips. All of it
/// happens in one transaction that is rolled back, and in a folder that is removed.
package struct Rehearsal {
  /// What failed.
  package struct Failure: ErrorWithExitStatus, CustomStringConvertible {
    let action: String
    let message: String
    package let exitStatus: ExitStatus
    /// Whether it says what happened, and not what to do.
    package let isBare: Bool

    package var description: String { "\(action) failed: \(message)" }
  }

  private let database: Database
  private let publisher: Publisher
  private let exports: String
  private let file: TenantSchedules
  private let at: Instant
  private let tzdataVersion: String
  private let sources: CheckedSources
  private let timeLimitSeconds: Int?

  /// - Parameters:
  ///   - exports: an empty folder on the file system of the exports folder.
  ///   - publisher: publishes into that folder.
  ///   - schedule: what is computed; a monthly one that catches up at least two months.
  ///   - sources: what was found out about the CRM's tables.
  ///   - timeLimitSeconds: how long a statement may take; nil for the user's time limit. The tenant has no rows, but a view
  ///     can read those of all others to find that out.
  package init(
    _ database: Database, _ publisher: Publisher, exports: String, schedule: Schedule, at: Instant,
    tzdataVersion: String, sources: CheckedSources = CheckedSources(), timeLimitSeconds: Int? = nil
  ) throws {
    self.database = database
    self.publisher = publisher
    self.exports = exports
    self.at = at
    self.tzdataVersion = tzdataVersion
    self.sources = sources
    self.timeLimitSeconds = timeLimitSeconds
    let zone = try TimeZoneDatabase().rules(for: "UTC")
    file = TenantSchedules(
      file: "", tenant: Tenant(id: UUID(), slug: "rehearsal", calendar: ReportingCalendar(zone: zone)),
      schedules: [schedule])
  }

  /// - Throws: ``Failure``
  package func run(on connection: Connection) throws {
    var settings = database.longTransaction(.repeatableRead, tenant: file.tenant.id)
    if let timeLimitSeconds { settings.timeLimitSeconds = timeLimitSeconds }
    try connection.rehearsal(settings) { connection in
      try perform("computing and publishing", .due, on: connection)
      let today = file.tenant.calendar.zone.localDate(at: at)
      try perform(
        "restating", .restate(PeriodRange(from: today.adding(days: -62), to: today), reason: "rehearsal"),
        on: connection)
      try skip(on: connection)
    }
  }

  private func perform(_ action: String, _ mode: RunMode, on connection: Connection) throws {
    let run = TenantRun(
      database: database, publisher: publisher, planner: Planner(mode, at: at), worker: "rehearsal",
      tzdataVersion: tzdataVersion, sources: sources, batchSize: 1, progress: { _ in })
    var kept = Optional(connection)
    let result = run.run(file, keeping: &kept)
    if let failure = result.failures.first {
      throw Failure(
        action: action, message: failure.message, exitStatus: failure.status, isBare: failure.isBare)
    }
    guard !result.published.isEmpty else {
      throw Failure(action: action, message: "nothing was published", exitStatus: .failed, isBare: true)
    }
  }

  private func skip(on connection: Connection) throws {
    do {
      let ledger = Ledger(database, connection)
      let next = Planner(at: at.adding(seconds: 40 * 86_400)).plan(
        file, ledger: try ledger.occurrences(of: file.tenant.id, .all))
      _ = try ledger.record(next.newOccurrences, of: file.tenant)
      let outcome = try Skipper(database, exports: exports).skip(
        next.newOccurrences, of: file.tenant.id, isDryRun: false, on: connection)
      guard !outcome.skipped.isEmpty else {
        throw Failure(action: "skipping", message: "nothing was skipped", exitStatus: .failed, isBare: true)
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        action: "skipping", message: "\(error)", exitStatus: ExitStatus(for: error), isBare: error.isBare)
    }
  }
}
