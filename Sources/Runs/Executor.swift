internal import Calendars
internal import Foundation
package import PostgreSQL
internal import Reports
internal import Schedules

/// Computes occurrences: claims them, computes everything in one transaction, and handles failures.
/// `docs/decisions/ledger.md` explains the protocol behind each rule here.
package struct Executor {
  package enum Outcome: Sendable {
    /// The facts are committed.
    case computed
    /// Another worker has committed the facts.
    case alreadyComputed
    /// The occurrence was skipped in the meantime.
    case skipped
    /// Another worker has the occurrence.
    case busy
    /// Everything was rolled back, for the given reason.
    case failed(String)
    /// Everything was rolled back, because a server behind the database, such as a worker of Citus, could not be reached, for the
    /// given reason. Without the database itself, there is no outcome.
    case unreachable(String)
    /// Everything was rolled back, because the CRM breaks the source contract as the reason says.
    case refused(String)
    /// Everything was rolled back, because the role lacks a right. The reason says who grants it.
    case notPermitted(String)
  }

  private let database: Database
  private let worker: String
  private let tzdataVersion: String
  private let sources: CheckedSources
  private let progress: (WorkStep) -> Void

  /// - Parameters:
  ///   - worker: the name of this process in the ledger, for people who need to find it.
  ///   - sources: what was found out about the CRM's tables.
  ///   - progress: called when a report is begun.
  package init(
    _ database: Database, worker: String, tzdataVersion: String, sources: CheckedSources = CheckedSources(),
    progress: @escaping (WorkStep) -> Void = { _ in }
  ) {
    self.progress = progress
    self.database = database
    self.worker = worker
    self.tzdataVersion = tzdataVersion
    self.sources = sources
  }

  /// Computes one recorded occurrence.
  ///
  /// - Parameter connection: replaced by a new one if it breaks.
  /// - Throws: `PostgresError` of kind `connection` if no new connection can be made.
  package func compute(_ planned: PlannedOccurrence, on connection: inout Connection) throws -> Outcome {
    let key = planned.occurrence.key
    let attempt: RunStatement.Attempt
    switch try claim(planned.occurrence, on: &connection) {
    case .claimed(let fence): attempt = RunStatement.Attempt(fence: fence, tzdataVersion: tzdataVersion)
    case .computed: return .alreadyComputed
    case .skipped: return .skipped
    case .busy: return .busy
    }
    do {
      return try computeAll(planned, attempt, on: connection) ? .computed : .busy
    } catch let error as PostgresError where error.isSerializationFailure {
      return .busy
    } catch let error as PostgresError where error.kind == .commitOutcomeUnknown {
      try replace(&connection, after: error)
      return try outcome(after: error, key, attempt, on: connection)
    } catch {
      if (error as? PostgresError)?.kind == .connection { try replace(&connection, after: error) }
      let message = try message(for: error, of: key.tenantID, on: &connection)
      do {
        try recordFailure(planned, attempt, message: message, on: connection)
      } catch let error as PostgresError where error.isLockTimeout {
        // The session of the broken connection still locks the row; the next run takes the occurrence over.
      }
      return switch error {
      case is RepeatedKeys: .refused(message)
      case let error as PostgresError where error.isMissingRight: .notPermitted(message)
      case let error as PostgresError where error.kind == .statement && error.isUnreachable:
        .unreachable(message)
      case let error as LabelsUnreadable where error.isMissingRight: .notPermitted(message)
      default: .failed(message)
      }
    }
  }

  /// What to record and to print. For a value, looks for its column first, and for a right, whether it is one to read the
  /// CRM; another worker that takes the occurrence over meanwhile fails as well.
  private func message(
    for error: any Error, of tenantID: UUID, on connection: inout Connection
  ) throws -> String {
    switch error {
    case let failure as ValueFailure:
      do {
        return try failure.located(tenantID: tenantID, database, connection, sources).description
      } catch {
        if (error as? PostgresError)?.kind == .connection { try replace(&connection, after: error) }
        return failure.description
      }
    case let error as PostgresError where error.isMissingRight:
      do {
        _ = try SourceContract.check(connection, database, trusting: SourceTables.names)
      } catch let broken as SourceContract.Broken {
        return broken.violations.map(\.description).joined(separator: "; ")
      } catch {
        if (error as? PostgresError)?.kind == .connection { try replace(&connection, after: error) }
      }
      return error.isInFunction
        ? "\(error); a function in the CRM's views needs that right: grant it to the role that runs reports"
        : "\(error); as the owner of the report tables run `dyno-reports migrate`, which grants what is needed"
    default: return "\(error)"
    }
  }

  /// If the outcome of a claim is unknown, claims again: the fence of an unconfirmed claim is never used.
  private func claim(_ occurrence: Occurrence, on connection: inout Connection) throws -> Ledger.Claim {
    do {
      return try Ledger(database, connection).claim(occurrence, worker: worker)
    } catch let error as PostgresError where error.kind == .commitOutcomeUnknown {
      try replace(&connection, after: error)
      return try Ledger(database, connection).claim(occurrence, worker: worker)
    }
  }

  /// - Throws: the error, if the connection's transaction was to be rolled back whatever happens.
  private func replace(_ connection: inout Connection, after error: any Error) throws {
    if connection.isRehearsing { throw error }
    connection = try database.connect()
  }

  /// - Returns: false if another worker has taken the occurrence over.
  private func computeAll(
    _ planned: PlannedOccurrence, _ attempt: RunStatement.Attempt, on connection: Connection
  ) throws -> Bool {
    if let refusal = planned.refusal { throw CannotBeReconstructed(refusal: refusal) }
    guard !planned.requests.isEmpty else { throw NothingToReport() }
    guard let window = planned.occurrence.window else {
      throw UnknownWindow(timeZone: planned.occurrence.timeZone)
    }
    let computation = Ledger.Computation(
      request: try ExportRequest(planned, window), asOf: planned.asOf, lateAfter: planned.lateAfter,
      tzdataVersion: tzdataVersion)
    return try Ledger(database, connection).compute(
      planned.occurrence.key, fence: attempt.fence, computation, from: sources
    ) { connection, snapshotAt, request in
      let tenantID = planned.occurrence.key.tenantID.uuidString
      try ValueFailure.naming(nil) {
        try RepeatedKeys.check(sources.unprovenKeys, tenantID: tenantID, connection)
      }
      if !sources.trusted.isEmpty { request.trustedSources = sources.trusted }
      let identities = try planned.runIdentities(window)
      var members = CRMMembers(
        connection, tenantID: tenantID,
        places: PlaceQuery(
          for: identities.map(\.arguments), using: sources.optionalColumns(for: planned.tenant.currency)))
      var stored: [String: StoredRuns] = [:]
      for identity in identities {
        let type = identity.request.report.type
        progress(.computing(report: type))
        stored[type] = try ValueFailure.naming(type) {
          try RunStatement(
            computing: identity, attempt, snapshotAt: snapshotAt,
            using: sources.optionalColumns(for: identity.arguments.currency), &members
          ).store(connection)
        }
      }
      request.stored = stored
      request.warnings = try ValueFailure.naming(nil) {
        try members.warnings(for: planned.requests.map(\.report))
      }
    }
  }

  private struct CannotBeReconstructed: Error, CustomStringConvertible {
    let refusal: Refusal
    var description: String {
      "\(refusal.cause); the schedule was edited since this was asked for: undo that, or give the period up with "
        + "`dyno-reports skip`"
    }
  }

  private struct NothingToReport: Error, CustomStringConvertible {
    var description: String {
      "the period has no start, and all of the schedule's reports need one; add a report that does not, "
        + "or skip the period with `dyno-reports skip`"
    }
  }

  /// Never commits again, and never records a failure: the transaction may have been committed.
  private func outcome(
    after lostCommit: PostgresError, _ key: OccurrenceKey, _ attempt: RunStatement.Attempt,
    on connection: Connection
  ) throws -> Outcome {
    switch try Ledger(database, connection).outcomeOfCommit(key, fence: attempt.fence) {
    case .committed: return .computed
    case .rolledBack:
      let message = "\(lostCommit); nothing was stored, and the next run retries"
      return lostCommit.isUnreachable ? .unreachable(message) : .failed(message)
    case .unknown: return .busy
    }
  }

  /// The headers come second: what made the attempt fail may also refuse these, and the pause must begin all the same.
  private func recordFailure(
    _ planned: PlannedOccurrence, _ attempt: RunStatement.Attempt, message: String, on connection: Connection
  ) throws {
    try Ledger(database, connection).fail(
      planned.occurrence.key, fence: attempt.fence, message: message
    ) { connection, failedAt in
      // Without a window there is no header: it would have to say what the report looked at.
      guard let window = planned.occurrence.window, let identities = try? planned.runIdentities(window) else {
        return
      }
      do {
        try connection.withSavepoint {
          for identity in identities {
            try RunStatement(failing: identity, attempt, message: message, failedAt: failedAt).execute(
              connection)
          }
        }
      } catch let error as PostgresError where error.kind == .statement {
        // The ledger's row has the message.
      }
    }
  }
}
