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
    .values(of: NamedStatement(report.sql()), &members)
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

  @Test func listedPrincipalsThatTheCRMLacksAreNamed() throws {
    try database.owner.connect().transaction(database.owner.transaction(.readCommitted, tenant: nil)) {
      connection in
      func id(_ name: String) throws -> UUID {
        let row = try connection.execute("SELECT md5($1)::uuid AS id", [name]).only
        return try #require(UUID(uuidString: try row.value("id")))
      }
      // User 5 has targets only. Group 0 is no user.
      let known = [
        Principal(kind: .user, id: try id("user 1")), Principal(kind: .user, id: try id("user 5")),
        Principal(kind: .group, id: try id("group 0")),
      ]
      let lacking = [
        Principal(kind: .user, id: try id("group 0")), Principal(kind: .group, id: try id("user 5")),
      ]
      var members = CRMMembers(connection, tenantID: SmallCRM.acme.uuidString)
      #expect(try members.unknown(among: Set(known + lacking)) == Set(lacking))
      let options = ["principals": OptionValue.principals(known + lacking)]
      let values = try ReportArguments(
        tenantID: SmallCRM.acme, window: nil, asOf: .init(secondsSinceEpoch: 0),
        request: ReportRequest(.repPerformance, options: options)
      )
      .values(of: NamedStatement(Report.repPerformance.sql()), &members)
      #expect(values["unknown_users"] == "{\(lacking[0].id.uuidString.lowercased())}")
      #expect(values["users"] != values["unknown_users"] && values["unknown_groups"] != "{}")
      // What comes after is in no other report of the occurrence.
      try connection.execute("DELETE FROM sales_target")
      #expect(try members.unknown(among: Set(known + lacking)) == Set(lacking))
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

  @Test func namesAreThoseOfWhatIsReported() throws {
    try database.load(
      """
      CREATE OR REPLACE VIEW report_label AS
      SELECT '\(SmallCRM.acme)'::uuid AS tenant_id, kind, md5(lower(kind) || ' ' || n)::uuid AS id, 'name ' || n AS name
      FROM unnest(ARRAY['USER', 'GROUP', 'PIPELINE']) AS kind, generate_series(0, 999) AS n
      """)
    try database.owner.connect().transaction(database.owner.transaction(.readCommitted, tenant: nil)) {
      connection in
      var members = CRMMembers(connection, tenantID: SmallCRM.acme.uuidString)
      let user = try connection.execute("SELECT md5('user 1')::uuid AS id").only.value("id", as: String.self)
      let labels = try members.labels(ofUsers: "{\(user)}", groups: "{}")
      let count = { (parameter: ReportParameter) in labels[parameter]?.split(separator: ",").count }
      // One user, and all pipelines, as deals can be in ones without a stage.
      #expect(count(.labelIDs) == 1001 && count(.labelNames) == 1001)
      #expect(labels[.labelKinds]?.contains("GROUP") == false)
    }
  }
}
