import Foundation
import PostgreSQL
import Testing
import TestingDatabase

/// The program behind PgBouncer in transaction mode, where successive transactions of a connection may run in different
/// sessions of the server, and other clients have used them before.
@Suite(.enabled(if: TransactionPooler.isInstalled, "PgBouncer is not installed."))
struct PoolerTests {
  private static let sessions = 3

  private static func tenants(_ numbers: Range<Int>) -> [(slug: String, id: UUID)] {
    numbers.map { ("tenant-\($0)", UUID(uuidString: "00000000-0000-4000-8000-0000000000\(10 + $0)")!) }
  }

  private func installation(_ tenants: [(slug: String, id: UUID)]) throws -> Installation {
    let files = tenants.map { tenant in
      (
        "\(tenant.slug).yaml",
        Installation.acme.replacing("slug: acme", with: "slug: \(tenant.slug)")
          .replacing(SmallCRM.acme.uuidString.lowercased(), with: tenant.id.uuidString.lowercased())
      )
    }
    return try Installation(
      SmallCRM.script(for: tenants.map(\.id)), files: Dictionary(uniqueKeysWithValues: files))
  }

  private struct Outcome: Decodable {
    struct Published: Decodable { let tenant: String }
    let published: [Published]
    let busy: Int
  }

  @Test func workersShareTenantsAndFewSessions() throws {
    let tenants = Self.tenants(0..<12)
    let installation = try installation(tenants)
    let pooler = try TransactionPooler(installation.database, sessions: Self.sessions)
    let through = ["DYNO_REPORTS_DATABASE_URL": pooler.url()]
    let results = try (0..<4).map { _ in
      try installation.start(
        ["run", "--at", Installation.at, "--json", "--jobs", "4"], environment: through)
    }.map { $0.wait() }
    var published: [String] = []
    for result in results {
      try #require(!result.output.isEmpty, "\(result)")
      let outcome = try JSONDecoder().decode(Outcome.self, from: Data(result.output.utf8))
      published += outcome.published.map(\.tenant)
      #expect(result.status == (outcome.published.isEmpty && outcome.busy > 0 ? 75 : 0), "\(result)")
      #expect(result.errors.isEmpty || result.status == 75, "\(result)")
    }
    #expect(published.sorted() == tenants.map(\.slug).sorted())
    #expect(try installation.run(["verify"], environment: through).status == 0)
    // No session was lost or had to be replaced.
    let (clients, sessions) = (try pooler.clients(), try pooler.sessions())
    #expect(clients > 16 && sessions <= Self.sessions, "\(clients) clients, \(sessions) sessions")

    let direct = try self.installation(tenants)
    #expect(try direct.tick().status == 0)
    try expectSameResults(installation, direct)
    try expectNothingIsLeft(in: installation, pooler)
  }

  /// What the program prints and stores is the same as without the pooler.
  @Test func everyCommandWorks() throws {
    let tenants = Self.tenants(0..<2)
    let months = ["--from", "2026-08-01", "--to", "2026-11-01"]
    let october = ["--from", "2026-10-01", "--to", "2026-11-01"]
    let (pooled, direct) = (try installation(tenants), try installation(tenants))
    let pooler = try TransactionPooler(pooled.database, sessions: 2)
    let through = ["DYNO_REPORTS_DATABASE_URL": pooler.url()]
    for command in [
      ["plan", "--at", Installation.at], ["backfill", "--at", Installation.at] + months,
      ["run", "--at", Installation.at],
      ["restate", "--reason", "amounts corrected"] + october, ["verify"], ["export"],
    ] {
      #expect(try direct.run(command).status == 0, "\(command)")
      let result = try pooled.run(command, environment: through)
      #expect(result.status == 0, "\(command) \(result)")
    }
    try expectSameResults(pooled, direct)

    let run = try #require(
      pooled.database.query(
        "SELECT max(run_id::text) FROM report_run WHERE report_type = 'pipeline_coverage'")[0][0])
    let coverage = ["--tenant", "tenant-1", "--report", "pipeline_coverage"]
    for command in [
      ["plan", "--at", Installation.at], ["status", "--at", Installation.at], ["runs"],
      ["runs", "show", run],
      ["explain", run], ["trend"] + coverage, ["diff", "2026-10@1", "2026-10@2"] + coverage,
      ["report", "pipeline_coverage", "--tenant", "tenant-1", "--as-of", "2026-11-02T00:00:00Z"] + october,
    ] {
      let expected = try pooled.run(command)
      let result = try pooled.run(command, environment: through)
      #expect(expected.status == 0 && result.status == 0, "\(command) \(expected) \(result)")
      #expect(result.output == expected.output, "\(command)")
    }
    // It prints how long some things take.
    let doctor = try pooled.run(["doctor"], environment: through)
    #expect(doctor.status == 0 && !doctor.output.contains("PROBLEM"), "\(doctor)")
    #expect(try pooler.sessions() <= 2)
    try expectNothingIsLeft(in: pooled, pooler)
  }

  /// Headers, facts, and files.
  private func expectSameResults(_ pooled: Installation, _ direct: Installation) throws {
    // When a run happened, and how often workers claimed its period, is in its header.
    let query = """
      SELECT to_jsonb(r) - 'generated_at' - 'fence' FROM report_run AS r
      UNION ALL SELECT to_jsonb(f) FROM report_pipeline_overview_fact AS f
      UNION ALL SELECT to_jsonb(f) FROM report_pipeline_coverage_fact AS f
      """
    let rows = (try pooled.database.query(query), try direct.database.query(query))
    let different = Set(rows.0).symmetricDifference(rows.1)
    #expect(
      different.isEmpty && rows.0.count == rows.1.count && rows.0.count > 50, "\(different.first ?? [])")
    let files = (try pooled.dataFiles(), try direct.dataFiles())
    #expect(files.0.keys.sorted() == files.1.keys.sorted())
    for (path, data) in files.0 { #expect(data == files.1[path], "\(path)") }
  }

  /// The pooler's sessions are as new: what the program needs, it sets for the transaction only.
  private func expectNothingIsLeft(in installation: Installation, _ pooler: TransactionPooler) throws {
    // The pooler passes the client's name on. PL/pgSQL adds its settings when a session first calls a function in it.
    let settings = """
      SELECT name, setting FROM pg_settings WHERE name <> 'application_name' AND name NOT LIKE 'plpgsql.%'
      """
    let left = """
      SELECT coalesce(current_setting('dyno_reports.tenant_id', true), '') AS tenant,
             (SELECT count(*) FROM pg_prepared_statements WHERE name <> '') AS statements,
             (SELECT count(*) FROM pg_cursors WHERE name <> '') AS cursors,
             (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') AS locks,
             pg_my_temp_schema() AS temporary
      """
    let new = try Connection(ConnectionSettings(target: installation.database.runtimeURL))
    let expected = Set(try new.execute(settings).map(\.all))
    // Open transactions keep their sessions, so that the next client meets another one.
    let clients = try (0..<pooler.sessions()).map { _ in
      let client = try Connection(ConnectionSettings(target: pooler.url()))
      try client.execute("BEGIN")
      return client
    }
    #expect(!clients.isEmpty)
    for client in clients {
      let changed = expected.symmetricDifference(try client.execute(settings).map(\.all))
      #expect(changed.isEmpty, "\(changed)")
      #expect(try client.execute(left)[0].all == ["", "0", "0", "0", "0"])
      try client.execute("ROLLBACK")
    }
  }
}
