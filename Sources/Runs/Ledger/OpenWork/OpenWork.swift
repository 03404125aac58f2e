internal import Calendars
package import Foundation
package import PostgreSQL
package import Schedules

/// Finds the tenants that a run can leave alone, by one question for all.
package struct OpenWork {
  private let planner: Planner

  package init(_ planner: Planner) { self.planner = planner }

  /// The tenants for which a run has nothing to record, to compute or to publish.
  ///
  /// - Parameters:
  ///   - manifests: the SHA-256 of the manifests in the tenants' trees. Where it is not the one that was recorded last, the
  ///     tree needs a closer look.
  ///   - connection: without an open transaction.
  /// - Returns: none if the function that answers is not there, or not for the connected role.
  package func idleTenants(
    among files: [TenantSchedules], manifests: [UUID: String], _ database: Database, _ connection: Connection
  ) throws -> Set<UUID> {
    var due: [(tenant: UUID, schedule: String, endDate: CivilDate)] = []
    for file in files {
      due += planner.latestDue(file).map { (file.tenant.id, $0.schedule, $0.endDate) }
    }
    let recorded = try connection.transaction(database.transaction(.readCommitted, tenant: nil)) {
      connection in
      guard try OpenWorkFunction.isUsable(connection) else { return Rows?.none }
      return try connection.execute(
        NamedStatement(SQLFile.open_work),
        [
          "tenants": ArrayLiteral.text(due.map(\.tenant.uuidString)),
          "schedules": ArrayLiteral.text(due.map(\.schedule)),
          "end_dates": ArrayLiteral.text(due.map(\.endDate.description)),
          "manifests": ArrayLiteral.text(due.map { manifests[$0.tenant] }),
        ])
    }
    guard let recorded else { return [] }
    var upToDate: [UUID: Int] = [:]
    for row in recorded where try !row.value("is_open") {
      upToDate[try row.value("tenant_id"), default: 0] += 1
    }
    // Of a tenant without any due period, nothing was asked.
    let counts = Dictionary(due.map { ($0.tenant, 1) }, uniquingKeysWith: +)
    return Set(counts.filter { upToDate[$0.key] == $0.value }.keys)
  }
}

extension Planner {
  /// The end of the latest period of each schedule that has fallen due. A schedule that has recorded it, or a later one, has
  /// nothing to record.
  fileprivate func latestDue(_ file: TenantSchedules) -> [(schedule: String, endDate: CivilDate)] {
    let calendar = file.tenant.calendar
    return file.schedules.filter { plans($0) && $0.isEnabled }.compactMap { schedule in
      calendar.latestComplete(schedule.period, at: schedule.latestEnd(dueBy: at, in: calendar)).map {
        (schedule.name, $0.endDate)
      }
    }
  }
}
