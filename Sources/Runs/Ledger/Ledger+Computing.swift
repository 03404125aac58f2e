internal import Calendars
internal import Foundation
internal import PostgreSQL

extension Ledger {
  enum Claim {
    case claimed(fence: Int)
    /// Its facts are committed.
    case computed
    /// It was skipped in the meantime.
    case skipped
    /// Another worker has it.
    case busy
  }

  /// Claims an occurrence. If COMMIT gets no answer, the caller claims again: the fence of an unconfirmed
  /// claim is never used.
  ///
  /// - Parameter worker: the name of this process in the ledger, for people who need to find it.
  func claim(_ occurrence: Occurrence, worker: String) throws -> Claim {
    let key = occurrence.key
    return try transaction(key.tenantID) { connection in
      guard let row = try connection.execute(LedgerStatement.lockToClaim, key.keyParameters).first else {
        return .busy
      }
      let state: OccurrenceState = try row.value("state")
      // Another worker computes it from another source, or is to: that was asked for since this was planned.
      if state != .skipped, try row.value("is_reconstructed") != occurrence.isReconstructed { return .busy }
      switch state {
      case .computed, .published: return .computed
      case .skipped: return .skipped
      // A RUNNING row without a lock belongs to a dead worker and is taken over at once.
      case .due, .running: break
      // Another worker has tried and failed since this was planned: a retry pause has begun.
      case .failed where try row.value("failures") != occurrence.failures: return .busy
      case .failed: break
      }
      let claimed = try connection.execute(
        LedgerStatement.claim, key.keyParameters.merging(["worker": worker]) { $1 })
      return .claimed(fence: try claimed.only.value("fence"))
    }
  }

  /// What the ledger keeps about the computation of an occurrence.
  struct Computation {
    /// As planned; computing adds what it finds and stores.
    let request: ExportRequest
    let asOf: Instant
    /// A snapshot that is taken later than this is late.
    let lateAfter: Instant
    let tzdataVersion: String
  }

  /// Computes everything in one transaction, and marks the occurrence as computed at its end.
  ///
  /// - Parameters:
  ///   - sources: what was found out about the CRM's tables.
  ///   - body: stores headers and facts. Receives the snapshot's instant, as the server formats it.
  /// - Returns: false if another worker has taken the occurrence over; then nothing is stored.
  func compute(
    _ key: OccurrenceKey, fence: Int, _ computation: Computation, from sources: CheckedSources,
    storing body: (Connection, _ snapshotAt: String, inout ExportRequest) throws -> Void
  ) throws -> Bool {
    let values = key.keyParameters.merging(["fence": String(fence)]) { $1 }
    var settings = database.reading(sources, of: key.tenantID)
    if computation.request.reconstructed == true { settings.readsHistory() }
    // A plan for any tenant expects an average one; nested loops are what a larger one would pay dearly for.
    if connection.keepsPlans { settings.avoidsNestedLoops = true }
    return try connection.transaction(settings) { connection in
      guard
        let row = try connection.execute(
          LedgerStatement.lockClaimed,
          values.merging(["late_after": computation.lateAfter.description]) { $1 }
        ).first
      else { return false }
      let snapshotAt: String = try row.value("snapshot_at")
      var request = computation.request
      if try row.value("is_late") { request.lateSnapshot = true }
      try body(connection, snapshotAt, &request)
      let finished = try connection.execute(
        LedgerStatement.finish,
        values.merging([
          "request": try request.json, "reconstructed": String(request.reconstructed ?? false),
          "as_of": computation.asOf.description,
          "tzdata_version": computation.tzdataVersion, "snapshot_at": snapshotAt,
        ]) { $1 })
      guard finished.affectedCount == 1 else { throw Failure.rowChanged(key, expected: .running) }
      return true
    }
  }

  enum CommitOutcome {
    case committed
    case rolledBack
    /// Another worker has claimed the occurrence since, or the answer did not come in time.
    case unknown
  }

  /// The outcome of a transaction of ``compute(_:fence:_:from:storing:)`` whose COMMIT got no answer.
  func outcomeOfCommit(_ key: OccurrenceKey, fence: Int) throws -> CommitOutcome {
    do {
      return try transaction(key.tenantID) { connection in
        let row = try connection.execute(
          LedgerStatement.outcomeOfCommit, key.keyParameters.merging(["fence": String(fence)]) { $1 }
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

  /// Records a failed attempt. If the claim is no longer ours, nothing is written.
  ///
  /// - Parameter body: stores the headers of the failed runs. Receives the instant of the failure, as the
  ///   server formats it.
  func fail(
    _ key: OccurrenceKey, fence: Int, message: String,
    storing body: (Connection, _ failedAt: String) throws -> Void
  ) throws {
    try transaction(key.tenantID) { connection in
      let failed = try connection.execute(
        LedgerStatement.fail,
        key.keyParameters.merging(["fence": String(fence), "error_message": message]) { $1 })
      if let row = failed.first { try body(connection, row.value("failed_at")) }
    }
  }
}
