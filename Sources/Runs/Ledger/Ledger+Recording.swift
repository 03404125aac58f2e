internal import Calendars
internal import Foundation
internal import PostgreSQL
package import Schedules

extension Ledger {
  /// Records newly completed periods and restatements. Existing rows stay as they are, but a period that is to be due becomes
  /// due again if it was skipped; or if it is among the requested ones, is not computed, and is recorded as one to be
  /// reconstructed and is not to be, or the other way round.
  ///
  /// - Returns: the occurrences that this call recorded or made due again.
  package func record(
    _ occurrences: [Occurrence], of tenant: Tenant, requested: Set<OccurrenceKey> = []
  ) throws -> Set<OccurrenceKey> {
    var recorded = try recordFirstRevisions(
      occurrences.filter { $0.key.revision == 1 }, of: tenant, requested: requested)
    for occurrence in occurrences where occurrence.key.revision > 1 {
      if try recordRestatement(occurrence) { recorded.insert(occurrence.key) }
    }
    return recorded
  }

  private func recordFirstRevisions(
    _ occurrences: [Occurrence], of tenant: Tenant, requested: Set<OccurrenceKey>
  ) throws -> Set<OccurrenceKey> {
    try transaction(tenant.id) { connection in
      let id = tenant.id.uuidString
      try connection.execute(LedgerStatement.recordTenant, ["tenant_id": id, "slug": tenant.slug])
      try Self.checkSlug(tenant.slug, of: tenant.id, connection)
      let new = try insert(occurrences, of: tenant.id, connection)
      let known = occurrences.filter { $0.state == .due && !new.contains($0.key) }
      let values = Self.arrays(known, of: tenant.id).merging([
        "reconstructed": Self.array(known.map { String($0.isReconstructed) }),
        "requested": Self.array(known.map { String(requested.contains($0.key)) }),
      ]) { $1 }
      let resetToDue = try connection.execute(LedgerStatement.makeDue, values)
        .map { try OccurrenceKey($0, tenantID: tenant.id) }
      return new.union(resetToDue)
    }
  }

  private func insert(
    _ occurrences: [Occurrence], of tenant: UUID, _ connection: Connection
  ) throws -> Set<OccurrenceKey> {
    let periods = occurrences.map(\.period)
    let values = Self.arrays(occurrences, of: tenant).merging([
      "kinds": Self.array(periods.map(\.kind.rawValue)), "labels": Self.array(periods.map(\.label)),
      "start_dates": Self.array(periods.map { $0.startDate?.description }),
      "end_dates": Self.array(periods.map(\.endDate.description)),
      "timezones": Self.array(occurrences.map(\.timeZone)),
      "states": Self.array(occurrences.map(\.state.rawValue)),
      "reconstructed": Self.array(occurrences.map { String($0.isReconstructed) }),
    ]) { $1 }
    return Set(
      try connection.execute(LedgerStatement.recordOccurrences, values)
        .map { try OccurrenceKey($0, tenantID: tenant) })
  }

  /// The keys without their revisions, as parameters.
  static func arrays(_ occurrences: [Occurrence], of tenant: UUID) -> [String: String?] {
    let keys = occurrences.map(\.key)
    return [
      "tenant_id": tenant.uuidString, "schedules": array(keys.map(\.schedule)),
      "starts": array(keys.map(\.startColumn)), "ends": array(keys.map(\.end.description)),
    ]
  }

  /// Makes the next revision of a published occurrence due.
  ///
  /// - Returns: false if the effective revision is no longer published, or if the new number is taken,
  ///   because another worker is restating the period.
  private func recordRestatement(_ occurrence: Occurrence) throws -> Bool {
    try transaction(occurrence.key.tenantID) { connection in
      var values = occurrence.key.keyParameters
      values["revision"] = nil
      let highest: Int? =
        try connection.execute(LedgerStatement.highestRevision, values).only.optional("revision")
      guard let highest else { return false }
      values["revision"] = String(highest)
      guard try connection.execute(LedgerStatement.lockPublished, values).count == 1 else { return false }
      values["next_revision"] = String(occurrence.key.revision)
      values["restate_reason"] = occurrence.restateReason
      values["reconstructed"] = String(occurrence.isReconstructed)
      return try connection.execute(LedgerStatement.recordRestatement, values).affectedCount == 1
    }
  }
}
