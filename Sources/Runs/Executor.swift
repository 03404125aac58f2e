internal import Calendars
internal import Foundation
package import PostgreSQL
internal import Reports
internal import Schedules

/// Computes occurrences: the claim, one transaction for everything, and what is done where it fails. Each
/// rule here is in the protocol that `docs/decisions/ledger.md` explains.
package struct Executor {
  package enum Outcome: Sendable {
    /// The facts are committed.
    case computed
    /// Somebody else has committed them.
    case alreadyComputed
    /// Another worker has it.
    case busy
    /// Rolled back as a whole, with the reason.
    case failed(String)
  }

  private let database: Database
  private let worker: String
  private let tzdataVersion: String

  /// - Parameter worker: names this process in the ledger, for people who look for it.
  package init(_ database: Database, worker: String, tzdataVersion: String) {
    self.database = database
    self.worker = worker
    self.tzdataVersion = tzdataVersion
  }

  /// Computes one occurrence that the ledger holds.
  ///
  /// - Parameter connection: replaced by a new one where it broke.
  /// - Throws: `PostgresError` of kind `connection` where no new connection can be made.
  package func compute(_ planned: PlannedOccurrence, on connection: inout Connection) throws -> Outcome {
    let key = planned.occurrence.key
    let fence: Int
    switch try claim(key, on: &connection) {
    case .claimed(let claimed): fence = claimed
    case .finished: return .alreadyComputed
    case .busy: return .busy
    }
    do {
      return try computeAll(planned, fence: fence, on: connection) ? .computed : .busy
    } catch let error as PostgresError where error.isSerializationFailure {
      return .busy
    } catch let error as PostgresError where error.kind == .commitOutcomeUnknown {
      connection = try database.connect()
      return try outcomeAfterLostCommit(key, fence: fence, on: connection)
    } catch {
      if (error as? PostgresError)?.kind == .connection { connection = try database.connect() }
      let message = "\(error)"
      do {
        try recordFailure(planned, fence: fence, message: message, on: connection)
      } catch let error as PostgresError where error.isLockTimeout {
        // The broken connection's session still holds the row; the next run takes it over.
      }
      return .failed(message)
    }
  }

  private enum Claim {
    case claimed(fence: Int)
    case finished
    case busy
  }

  /// Where the outcome of a claim is unknown, it is made again: a fence is never adopted.
  private func claim(_ key: OccurrenceKey, on connection: inout Connection) throws -> Claim {
    do {
      return try claimOnce(key, on: connection)
    } catch let error as PostgresError where error.kind == .commitOutcomeUnknown {
      connection = try database.connect()
      return try claimOnce(key, on: connection)
    }
  }

  private func claimOnce(_ key: OccurrenceKey, on connection: Connection) throws -> Claim {
    try connection.transaction(database.transaction(.readCommitted, tenant: key.tenantID)) { connection in
      let row = try connection.execute(
        """
        SELECT state FROM report_occurrence WHERE \(OccurrenceKey.ledgerCondition)
        FOR NO KEY UPDATE SKIP LOCKED
        """, key.ledgerValues)
      guard row.count == 1 else { return .busy }
      switch OccurrenceState(rawValue: row[0, 0] ?? "") {
      case .computed, .published: return .finished
      // A RUNNING row that nobody has locked belongs to a dead worker: it is taken over at once.
      default: break
      }
      let claimed = try connection.execute(
        """
        UPDATE report_occurrence
        SET state = 'RUNNING', attempt = attempt + 1, fence = fence + 1, worker = $6,
            claimed_at = transaction_timestamp(), error_message = NULL
        WHERE \(OccurrenceKey.ledgerCondition)
        RETURNING fence
        """, key.ledgerValues + [worker])
      guard let fence = claimed[0, 0].flatMap(Int.init) else { return .busy }
      return .claimed(fence: fence)
    }
  }

  /// - Returns: false where another worker has taken the occurrence.
  private func computeAll(
    _ planned: PlannedOccurrence, fence: Int, on connection: Connection
  ) throws -> Bool {
    let key = planned.occurrence.key
    guard !planned.requests.isEmpty else { throw NothingToReport() }
    var settings = database.transaction(.repeatableRead, tenant: key.tenantID)
    // One sort of a million deals in memory rather than on disk: a fifth of the overview's time.
    settings.workMemory = 64
    return try connection.transaction(settings) { connection in
      // First of all: the lock says whose it is, and fixes the snapshot for all the reports.
      let row = try connection.execute(
        """
        SELECT fence = $6::bigint, transaction_timestamp()::text
        FROM report_occurrence WHERE \(OccurrenceKey.ledgerCondition) AND state = 'RUNNING'
        FOR NO KEY UPDATE SKIP LOCKED
        """, key.ledgerValues + [String(fence)])
      guard row.count == 1, row[0, 0] == "t", let generatedAt = row[0, 1] else { return false }
      for identity in planned.runIdentities {
        let statement = RunStatement(
          identity, fence: fence, generatedAt: generatedAt, tzdataVersion: tzdataVersion)
        try connection.execute(statement.sql, statement.parameters)
      }
      let finished = try connection.execute(
        """
        UPDATE report_occurrence
        SET state = 'COMPUTED', request = $7, as_of = $8, tzdata_version = $9, snapshot_at = $10
        WHERE \(OccurrenceKey.ledgerCondition) AND fence = $6 AND state = 'RUNNING'
        """,
        key.ledgerValues + [
          String(fence), ExportRequest(planned).json, planned.asOf.description, tzdataVersion, generatedAt,
        ])
      guard finished.affectedCount == 1 else { throw LostClaim() }
      return true
    }
  }

  private struct NothingToReport: Error, CustomStringConvertible {
    var description: String {
      "the period has no start, and none of the schedule's reports goes without; give the schedule one that does, "
        + "or give the period up with `dyno-reports skip`"
    }
  }

  private struct LostClaim: Error, CustomStringConvertible {
    var description: String { "another worker took the occurrence over" }
  }

  /// Never commits again, and never records a failure: the transaction may be there.
  private func outcomeAfterLostCommit(
    _ key: OccurrenceKey, fence: Int, on connection: Connection
  ) throws -> Outcome {
    do {
      let row = try connection.transaction(
        database.transaction(.readCommitted, tenant: key.tenantID)
      ) { connection in
        // Waits for the lost transaction to end; a plain read could be stale.
        try connection.execute(
          """
          SELECT state, fence = $6::bigint FROM report_occurrence
          WHERE \(OccurrenceKey.ledgerCondition) FOR NO KEY UPDATE
          """, key.ledgerValues + [String(fence)]
        ).values(0)
      }
      switch row[0].flatMap(OccurrenceState.init) {
      case .computed, .published: return .computed
      case _ where row[1] == "t":
        return .failed("the connection was lost during COMMIT and nothing was stored; the next run retries")
      // Someone else's claim by now.
      default: return .busy
      }
    } catch let error as PostgresError where error.isLockTimeout {
      return .busy
    }
  }

  /// The row first: where the claim is no longer ours, nothing at all is written.
  private func recordFailure(
    _ planned: PlannedOccurrence, fence: Int, message: String, on connection: Connection
  ) throws {
    let key = planned.occurrence.key
    try connection.transaction(database.transaction(.readCommitted, tenant: key.tenantID)) { connection in
      let failed = try connection.execute(
        """
        UPDATE report_occurrence SET state = 'FAILED', error_message = $7
        WHERE \(OccurrenceKey.ledgerCondition) AND fence = $6 AND state = 'RUNNING'
        """, key.ledgerValues + [String(fence), message])
      guard failed.affectedCount == 1 else { return }
      for identity in planned.runIdentities {
        let statement = FailedRunStatement(
          identity, fence: fence, message: message, tzdataVersion: tzdataVersion)
        try connection.execute(statement.sql, statement.parameters)
      }
    }
  }
}

extension PlannedOccurrence {
  /// The instant at which open durations are measured: the end of the window.
  var asOf: Instant { occurrence.window.end }

  var runIdentities: [RunIdentity] {
    requests.map { RunIdentity(occurrence: occurrence, request: $0, asOf: asOf) }
  }
}
