package import Calendars
internal import Foundation
internal import PostgreSQL

/// An occurrence whose facts are committed, as its ledger row describes it. Its files are made from this and
/// the facts.
package struct ComputedOccurrence: Sendable {
  package let occurrence: Occurrence
  package let asOf: Instant
  package let tzdataVersion: String
  /// The instant of the snapshot, to the microsecond: `2026-11-03T00:00:00.123456Z`.
  package let snapshotAt: String
  /// The fence of the attempt that computed it.
  package let fence: Int
  /// The number of the publication that showed it; nil before, and if an earlier program published it.
  package let sequence: Int?
  package var request: ExportRequest
  /// The published files, a JSON document of the module that publishes; nil before publication.
  package let files: String?
  /// The published views, also such a document; nil if there are none.
  package let views: String?
  /// What the views show of earlier periods, also such a document; nil if there is none.
  package let viewHistory: String?

  package var key: OccurrenceKey { occurrence.key }
  package var period: Window { occurrence.period }
  /// What its reports looked at.
  package let window: Window

  /// - Parameter row: a row of `computed_occurrences.sql`.
  /// - Throws: ``UnreadableOccurrence`` if the values that describe the computation cannot be read.
  init(_ row: Row, tenantID: UUID) throws {
    let occurrence = try Occurrence(row, tenantID: tenantID)
    do {
      try self.init(occurrence, row)
    } catch {
      throw UnreadableOccurrence(occurrence: occurrence, reason: "\(error)")
    }
  }

  private init(_ occurrence: Occurrence, _ row: Row) throws {
    self.occurrence = occurrence
    guard let window = occurrence.window else { throw UnreadableWindow() }
    self.window = window
    asOf = try row.value("as_of")
    tzdataVersion = try row.value("tzdata_version")
    snapshotAt = try row.value("snapshot_at")
    fence = try row.value("fence")
    sequence = try row.optional("publish_seq")
    request = try row.json("request")
    files = try row.optional("files")
    views = try row.optional("views")
    viewHistory = try row.optional("view_history")
  }
}
