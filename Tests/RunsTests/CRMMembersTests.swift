import Calendars
import Foundation
import PostgreSQL
import Reports
import Testing
import TestingDatabase

@testable import Runs

/// Principals and pipelines are found once for all reports of an occurrence, when a report first needs them.
struct CRMMembersTests {
  private let database: TestDatabase

  init() throws {
    database = try TestDatabase()
    try database.load(SmallCRM.script)
  }

  private func values(
    _ report: Report, _ keyword: String, _ connection: Connection, _ members: inout CRMMembers
  ) throws -> [String: String?] {
    let request = ReportRequest(report, options: ["principals": .keyword(keyword)])
    return try ReportArguments(
      tenantID: SmallCRM.acme, window: nil, asOf: .init(secondsSinceEpoch: 0), request: request
    )
    .values(of: NamedStatement(report.sql), &members)
  }

  @Test func theyAreFoundOnce() throws {
    try database.owner.connect().transaction(database.owner.transaction(.readCommitted, tenant: nil)) {
      connection in
      var members = CRMMembers(connection, tenantID: SmallCRM.acme.uuidString)
      let first = try values(.pipelineCoverage, "all", connection, &members)
      #expect((first["users"] ?? nil)?.count ?? 0 > 36 && (first["groups"] ?? nil)?.count ?? 0 > 36)
      // What comes after is in no other report of the occurrence.
      try connection.execute("UPDATE deal SET owned_by_user_id = gen_random_uuid()")
      let second = try values(.repPerformance, "all", connection, &members)
      #expect(second["users"] == first["users"] && second["groups"] == first["groups"])
    }
  }

  @Test func oneKindAloneLeavesTheOtherEmpty() throws {
    try database.owner.connect().transaction(database.owner.transaction(.readCommitted, tenant: nil)) {
      connection in
      var members = CRMMembers(connection, tenantID: SmallCRM.acme.uuidString)
      let users = try values(.repPerformance, "users", connection, &members)
      let groups = try values(.repPerformance, "groups", connection, &members)
      #expect(users["groups"] == "{}" && users["users"] != "{}")
      #expect(groups["users"] == "{}" && groups["groups"] != "{}")
    }
  }
}
