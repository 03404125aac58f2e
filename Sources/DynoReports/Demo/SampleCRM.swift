internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Schedules

/// A realistic sample CRM, generated in the server from a seed.
struct SampleCRM {
  let deals: Int
  /// Users and groups together.
  let principals: Int
  let seed: Int
  /// The deals are created in the fourteen months before this instant.
  let asOf: Instant

  /// Creates the CRM's tables.
  static func createTables(_ connection: Connection) throws(PostgresError) {
    try connection.executeScript(SQLFile.sample_crm_schema)
  }

  /// Fills the tables for one tenant.
  func load(_ tenant: Tenant, _ connection: Connection) throws(PostgresError) {
    let values: [String: String?] = [
      "tenant_id": tenant.id.uuidString, "deals": String(deals), "principals": String(principals),
      "seed": String(seed), "timezone": tenant.calendar.zone.name, "as_of": asOf.description,
      "fiscal_year_start": String(tenant.calendar.fiscalYearStart),
    ]
    let script = SQLFile.sample_crm_data
    for text in script.split(separator: "\n-- statement\n") {
      let statement = NamedStatement(String(text))
      try connection.execute(statement, values.filter { statement.parameters.contains($0.key) })
    }
  }
}
