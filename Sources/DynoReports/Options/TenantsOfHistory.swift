internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

extension TenantOptions {
  /// The selected tenants, for commands that read what was. A tenant whose schedule file is gone can be named by its id.
  ///
  /// - Throws: `ValidationError` if neither the schedule files nor the ledger know a selected tenant.
  func tenantsOfHistory(_ database: Database, _ connection: Connection) throws -> [Tenant] {
    let loaded = try folder.load()
    for issue in loaded.issues { Terminal.tell(Message(issue)) }
    if tenant.isEmpty { return loaded.tenants.map(\.tenant) }
    let ledger = Ledger(database, connection)
    return try tenant.map { name in
      if let file = loaded.tenants.first(where: { $0.tenant.isCalled(name) }) { return file.tenant }
      if let id = UUID(uuidString: name), let gone = try ledger.tenantWithoutFile(id) { return gone }
      throw ValidationError(
        "no schedule file is for the tenant `\(name)`, and the ledger has no tenant with this id; the id of a tenant without "
          + "a schedule file is in the manifest.json of its files.")
    }
  }
}

extension Ledger {
  /// A tenant as the ledger has it: the zone is that of its last period.
  ///
  /// - Returns: nil if the ledger does not have it.
  fileprivate func tenantWithoutFile(_ id: UUID) throws -> Tenant? {
    guard let slug = try slug(of: id) else { return nil }
    let zones = try TimeZoneDatabase()
    let last = try occurrences(of: id, .recent).max { $0.key.end < $1.key.end }
    let zone = try last.flatMap { try? zones.rules(for: $0.timeZone) } ?? zones.rules(for: "UTC")
    return Tenant(id: id, slug: slug, calendar: ReportingCalendar(zone: zone))
  }
}
