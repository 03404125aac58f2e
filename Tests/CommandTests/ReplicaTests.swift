import Foundation
import Testing
import TestingDatabase
import TestingRepository

/// The reports beside a copy of the CRM on another server, as docs/scale.md shows it.
struct ReplicaTests {
  private let crm: EmptyCluster
  private let copy: EmptyCluster
  private let document: DocumentedSQL
  private let schedules = TemporaryFolder()
  private let exports = TemporaryFolder()
  private static let tables = "deal,deal_pipeline_stage_state,pipeline_stage,sales_target"

  init() throws {
    crm = try EmptyCluster()
    copy = try EmptyCluster()
    document = try DocumentedSQL("docs/scale.md")
    try Data(Installation.acme.utf8).write(to: URL(filePath: schedules.path + "/acme.yaml"))
    try crm.run("ALTER SYSTEM SET wal_level = logical", in: "postgres")
    try crm.restart()
    for cluster in [crm, copy] { try cluster.run("CREATE DATABASE crm", in: "postgres") }
    try crm.run("CREATE ROLE crm_owner LOGIN; CREATE SCHEMA crm AUTHORIZATION crm_owner", in: "crm")
    try crm.run(
      "SET search_path = crm; \(TestDatabase.sourceTables) \(SmallCRM.script)", in: "crm", as: "crm_owner")
    try crm.run(document.block("heartbeat"), in: "crm", as: "crm_owner")
  }

  private func run(_ arguments: String..., trusting: String = "none", as user: String = "nightly") throws
    -> Shell.Result
  {
    try Shell.run(
      [Installation.program] + arguments,
      environment: [
        "DYNO_REPORTS_DATABASE_URL": copy.url("crm", user), "DYNO_REPORTS_SCHEMA": "crm",
        "DYNO_REPORTS_SCHEDULES": schedules.path, "DYNO_REPORTS_EXPORTS": exports.path,
        "DYNO_REPORTS_TRUST_SOURCE": trusting,
      ])
  }

  private func migrate() throws {
    let migrated = try run("migrate", as: "crm_owner")
    #expect(migrated.status == 0 && migrated.errors.isEmpty, "\(migrated)")
  }

  /// As the documented statements make them for foreign tables.
  private func makeRoles() throws {
    try copy.run(
      """
      CREATE ROLE crm_owner LOGIN; CREATE SCHEMA crm AUTHORIZATION crm_owner;
      CREATE ROLE dyno_reports LOGIN; CREATE ROLE nightly LOGIN; GRANT dyno_reports TO nightly
      """, in: "crm")
  }

  private func beat() throws { try crm.run(document.block("beat"), in: "crm") }

  /// The data files are those of reports that stand in the CRM's own database.
  private func expectTheSameFilesAsBesideTheCRM() throws {
    let direct = try Installation()
    #expect(try direct.tick().status == 0)
    let files = try exports.files().filter { $0.key.hasPrefix("tenant=") && $0.key.hasSuffix(".gz") }
    #expect(try !files.isEmpty && files == direct.dataFiles())
  }

  @Test func aLogicalReplicaIsWaitedFor() throws {
    try makeRoles()
    try crm.run("GRANT CREATE ON DATABASE crm TO crm_owner", in: "crm")
    try crm.run(document.block("publication"), in: "crm", as: "crm_owner")
    // A minute in which the heartbeat has not come yet.
    try crm.run("UPDATE crm.heartbeat SET beaten_at = '2026-10-31 12:00Z'", in: "crm")
    try copy.run(
      "SET search_path = crm; \(TestDatabase.sourceTables) "
        + "CREATE TABLE heartbeat (id integer PRIMARY KEY, beaten_at timestamptz NOT NULL)", in: "crm",
      as: "crm_owner")
    try migrate()
    try copy.run(document.block("freshness of a replica"), in: "crm", as: "crm_owner")
    let unknown = try run("run", "--at", Installation.at)
    #expect(
      unknown.status == 75 && unknown.errors.contains("report_source_freshness says no instant"), "\(unknown)"
    )

    let subscription = try document.block("subscription")
      .replacing(
        "host=crm.internal dbname=crm user=replicator", with: "host=\(crm.folder) dbname=crm user=postgres")
    try copy.run(subscription, in: "crm")
    try waitUntil {
      try copy.run("SELECT count(*) FROM pg_subscription_rel WHERE srsubstate = 'r'", in: "crm") == [["5"]]
    }
    let behind = try run("run", "--at", Installation.at)
    #expect(behind.status == 75 && behind.errors.contains("until 2026-10-31T12:00:00Z"), "\(behind)")

    try beat()
    try waitUntil {
      try copy.run("SELECT beaten_at > '2026-11-01' FROM crm.heartbeat", in: "crm") == [["t"]]
    }
    let ran = try run("run", "--at", Installation.at)
    #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran)")
    try expectTheSameFilesAsBesideTheCRM()
    #expect(try run("doctor").output.contains("its tables are complete until"))
    try copy.run("ALTER SUBSCRIPTION dyno_reports DISABLE", in: "crm")
    try copy.run("ALTER SUBSCRIPTION dyno_reports SET (slot_name = NONE)", in: "crm")
  }

  @Test func foreignTablesAreReadOnceTheyAreTrusted() throws {
    try crm.run(
      """
      CREATE ROLE reports_reader LOGIN; GRANT USAGE ON SCHEMA crm TO reports_reader;
      GRANT SELECT ON ALL TABLES IN SCHEMA crm TO reports_reader
      """, in: "crm")
    let server = try document.block("foreign server").replacing(
      "host 'standby.crm.internal'", with: "host '\(crm.folder)'")
    try copy.run(server, in: "crm")
    try copy.run(document.block("foreign tables"), in: "crm", as: "crm_owner")
    try migrate()
    try copy.run(document.block("freshness of foreign tables"), in: "crm", as: "crm_owner")
    let refused = try run("run", "--at", Installation.at)
    #expect(refused.status == 78 && refused.errors.contains("foreign"), "\(refused)")

    try crm.run("UPDATE crm.heartbeat SET beaten_at = '2026-10-31 12:00Z'", in: "crm")
    #expect(try run("run", "--at", Installation.at, trusting: Self.tables).status == 75)
    try beat()
    let ran = try run("run", "--at", Installation.at, trusting: Self.tables)
    #expect(ran.status == 0, "\(ran)")
    try expectTheSameFilesAsBesideTheCRM()

    try crm.stop()
    let later = "2026-12-03T00:00:00Z"
    for freshness in ["the view of the heartbeat", "'infinity'"] {
      let unreachable = try run("run", "--allow-future", "--at", later, trusting: Self.tables)
      #expect(unreachable.status == 69, "\(freshness): \(unreachable)")
      // Then the reports are the first to meet it.
      try copy.run(
        "CREATE OR REPLACE VIEW crm.report_source_freshness AS SELECT 'infinity'::timestamptz AS complete_until",
        in: "crm", as: "crm_owner")
    }
  }

  @Test func aStandbyIsRecognized() throws {
    try makeRoles()
    try copy.run(
      "SET search_path = crm; \(TestDatabase.sourceTables) \(SmallCRM.script)", in: "crm", as: "crm_owner")
    try migrate()
    try copy.restart(asStandby: true)
    for command in ["doctor", "run"] {
      let result = try run(command)
      #expect(
        result.status == 78 && (result.output + result.errors).contains("the server is a standby"),
        "\(result)")
    }
    // What only reads works there.
    #expect(try run("status").status == 0)
  }
}
