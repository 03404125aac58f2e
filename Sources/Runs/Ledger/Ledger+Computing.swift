internal import Calendars
internal import Foundation
internal import PostgreSQL

extension Ledger {
  enum Claim {
    case claimed(fence: Int)
    /// Its facts are committed.
    case computed
    /// It was given up meanwhile.
    case skipped
    /// Another worker has it.
    case busy
  }

  /// Claims an occurrence. A claim whose COMMIT was not answered is made again by the caller: a fence is never adopted.
  ///
  /// - Parameter worker: names this process, for people who look for it.
  func claim(_ occurrence: Occurrence, worker: String) throws -> Claim {
    let key = occurrence.key
    return try transaction(key.tenantID) { connection in
      guard let row = try connection.execute(LedgerStatement.lockToClaim, key.ledgerValues).first else {
        return .busy
      }
      switch try row.value("state", as: OccurrenceState.self) {
      case .computed, .published: return .computed
      case .skipped: return .skipped
      // A RUNNING row that nobody has locked belongs to a dead worker: it is taken over at once.
      case .due, .running: break
      // Another has tried since this was planned, and failed: a pause has begun.
      case .failed where try row.value("failures") != occurrence.failures: return .busy
      case .failed: break
      }
      let claimed = try connection.execute(
        LedgerStatement.claim, key.ledgerValues.merging(["worker": worker]) { $1 })
      return .claimed(fence: try claimed.only.value("fence"))
    }
  }

  /// What is kept of an occurrence that was computed.
  struct Computation {
    let request: ExportRequest
    let asOf: Instant
    let tzdataVersion: String
  }

  /// Opens the one transaction in which everything is computed, and finishes the occurrence at its end.
  ///
  /// - Parameter body: stores headers and facts. It gets the snapshot's instant, as the server writes it.
  /// - Returns: false where another worker has taken the occurrence; nothing is stored then.
  func compute(
    _ key: OccurrenceKey, fence: Int, _ computation: Computation,
    storing body: (Connection, _ snapshotAt: String) throws -> Void
  ) throws -> Bool {
    var settings = database.transaction(.repeatableRead, tenant: key.tenantID)
    // One sort of a million deals in memory rather than on disk: a fifth of the overview's time.
    settings.workMemory = 64
    let values = key.ledgerValues.merging(["fence": String(fence)]) { $1 }
    return try connection.transaction(settings) { connection in
      guard let row = try connection.execute(LedgerStatement.lockClaimed, values).first else { return false }
      let snapshotAt: String = try row.value("snapshot_at")
      try body(connection, snapshotAt)
      let finished = try connection.execute(
        LedgerStatement.finish,
        values.merging([
          "request": try computation.request.json, "as_of": computation.asOf.description,
          "tzdata_version": computation.tzdataVersion, "snapshot_at": snapshotAt,
        ]) { $1 })
      guard finished.affectedCount == 1 else { throw Failure.rowChanged(key, expected: .running) }
      return true
    }
  }

  enum CommitOutcome {
    case committed
    case rolledBack
    /// Somebody else's claim by now, or not to be learned in time.
    case unknown
  }

  /// What became of a transaction of ``compute(_:fence:_:storing:)`` whose COMMIT was not answered.
  func outcomeOfCommit(_ key: OccurrenceKey, fence: Int) throws -> CommitOutcome {
    do {
      return try transaction(key.tenantID) { connection in
        let row = try connection.execute(
          LedgerStatement.outcomeOfCommit, key.ledgerValues.merging(["fence": String(fence)]) { $1 }
        ).only
        return switch try row.value("state", as: OccurrenceState.self) {
        case .computed, .published: .committed
        default: try row.value("is_ours") ? .rolledBack : .unknown
        }
      }
    } catch let error as PostgresError where error.isLockTimeout {
      return .unknown
    }
  }

  /// Records that an attempt failed. Where the claim is no longer ours, nothing at all is written.
  ///
  /// - Parameter body: stores the headers that say so. It gets the instant of the failure, as the server writes it.
  func fail(
    _ key: OccurrenceKey, fence: Int, message: String,
    storing body: (Connection, _ failedAt: String) throws -> Void
  ) throws {
    try transaction(key.tenantID) { connection in
      let failed = try connection.execute(
        LedgerStatement.fail,
        key.ledgerValues.merging(["fence": String(fence), "error_message": message]) { $1 })
      if let row = failed.first { try body(connection, row.value("failed_at")) }
    }
  }
}
