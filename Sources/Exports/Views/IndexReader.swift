internal import Foundation
internal import PostgreSQL
internal import Runs

/// Reads from the ledger what the pages of a tenant's index list, and no more of the history than that.
struct IndexReader {
  let tenant: Manifest.Tenant
  let connection: Connection

  /// Whether any published period has a page.
  ///
  /// - Parameter year: only periods that ended in it; nil for all.
  func hasPages(in year: String?) throws -> Bool {
    try schedules().contains { schedule in
      let values: [String: String?] = [
        "tenant_id": tenant.id, "schedule": schedule, "published": OccurrenceState.published.rawValue,
      ]
      return try connection.execute(
        NamedStatement(SQLFile.index_has_pages), values.merging(dates(of: year)) { $1 }
      ).only.value("has_pages")
    }
  }

  /// The first page.
  func newest(sequence: Int, publishedAt: String?) throws -> TenantIndex {
    TenantIndex(
      tenant: tenant.slug, year: nil,
      publication: TenantIndex.Publication(sequence: sequence, publishedAt: publishedAt),
      schedules: try schedules().compactMap { schedule in
        let periods = try periods(of: schedule, in: nil, count: TenantIndex.maxNewest)
        guard !periods.isEmpty else { return nil }
        let years =
          periods.count < TenantIndex.maxNewest ? [] : try years(of: schedule, after: periods.count)
        return TenantIndex.Schedule(name: schedule, periods: periods, earlierYears: years)
      })
  }

  /// The page of a year.
  func year(_ year: String) throws -> TenantIndex {
    TenantIndex(
      tenant: tenant.slug, year: year, publication: nil,
      schedules: try schedules().compactMap { schedule in
        let periods = try periods(of: schedule, in: year, count: nil)
        return periods.isEmpty
          ? nil : TenantIndex.Schedule(name: schedule, periods: periods, earlierYears: [])
      })
  }

  private func schedules() throws -> [String] {
    try UUID(uuidString: tenant.id).map { try Ledger.schedules(of: $0, connection) } ?? []
  }

  private func periods(of schedule: String, in year: String?, count: Int?) throws -> [IndexedPeriod] {
    let values = parameters(of: schedule).merging(dates(of: year)) { $1 }
      .merging(["count": count.map { String($0) } ?? ""]) { $1 }
    return try connection.execute(NamedStatement(SQLFile.index_periods), values).map(IndexedPeriod.read)
  }

  /// The years of all but the newest periods, newest first.
  private func years(of schedule: String, after count: Int) throws -> [String] {
    let values = parameters(of: schedule).merging(["count": String(count)]) { $1 }
    return try connection.execute(NamedStatement(SQLFile.index_years), values).map { try $0.value("year") }
  }

  private func parameters(of schedule: String) -> [String: String?] {
    [
      "tenant_id": tenant.id, "schedule": schedule, "published": OccurrenceState.published.rawValue,
      "skipped": OccurrenceState.skipped.rawValue,
    ]
  }

  /// Bounds of the end dates of periods whose last local date lies in the year.
  private func dates(of year: String?) -> [String: String?] {
    guard let year, let next = Int(year).map({ $0 + 1 }) else {
      return ["after": "-infinity", "until": "infinity"]
    }
    let digits = String(next)
    return [
      "after": "\(year)-01-01",
      "until": String(repeating: "0", count: max(4 - digits.count, 0)) + digits + "-01-01",
    ]
  }
}
