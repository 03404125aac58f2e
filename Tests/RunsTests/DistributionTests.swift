import Foundation
import PostgreSQL
import Testing
import TestingDatabase

@testable import Runs

/// What is asked of Citus, and what a superuser runs. Citus is in no package registry: these tests make a catalog like its own in a
/// server of theirs.
struct DistributionTests {
  private let cluster: EmptyCluster

  init() throws {
    cluster = try EmptyCluster()
    try cluster.run("CREATE SCHEMA crm", in: "postgres")
    try cluster.run("SET search_path = crm; \(TestDatabase.sourceTables)", in: "postgres")
    try Migrator(database("postgres")).migrate()
  }

  private func database(_ user: String) throws -> Database {
    try cluster.database("postgres", user, schema: "crm")
  }

  /// The part of Citus's catalog that is read: a row for each table that it knows.
  private func makeCatalog() throws {
    try cluster.run(
      """
      SET allow_system_table_mods = on;
      CREATE TABLE pg_catalog.pg_dist_partition (
        logicalrelid regclass, partmethod "char", partkey text, colocationid integer);
      CREATE FUNCTION pg_catalog.column_to_column_name(regclass, text) RETURNS text LANGUAGE sql RETURN $2;
      GRANT SELECT ON pg_catalog.pg_dist_partition TO PUBLIC;
      """, in: "postgres")
  }

  private func distribute(_ table: String, by column: String = "tenant_id", beside colocation: Int = 1) throws
  {
    try cluster.run(
      "INSERT INTO pg_dist_partition (logicalrelid, partmethod, partkey, colocationid) "
        + "VALUES ('\(table)', 'h', '\(column)', \(colocation))", in: "postgres")
  }

  private func refusal() throws -> String? {
    let runtime = try database("dyno_reports")
    do {
      try Readiness.check(runtime.connect(), runtime, storing: true)
      return nil
    } catch let failure as Readiness.Failure {
      return failure.description
    }
  }

  private func script() throws -> [String] {
    let owner = try database("postgres")
    return try DistributionScript.make(owner, owner.connect()).split(separator: "\n").map(String.init)
  }

  /// A table comes after those that it refers to, because Citus refuses foreign keys to tables that are not distributed.
  @Test func theScriptNamesEveryTableInTheRightOrder() throws {
    let script = try script()
    #expect(script.contains { $0.hasPrefix("-- This database has no Citus yet") })
    let tables = script.filter { $0.contains("create_distributed_table") }.compactMap {
      $0.split(separator: "'").dropFirst().first.map(String.init)
    }
    let ours = try cluster.run(
      """
      SELECT c.oid::regclass::text FROM pg_class c
      WHERE c.relnamespace = 'crm'::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'report\\_%'
        AND c.relname <> 'report_migration'
      """, in: "postgres"
    ).compactMap { $0[0] }
    #expect(Set(tables.map { $0.replacing("\"", with: "") }) == Set(ours) && tables.count == ours.count)
    let references = try cluster.run(
      """
      SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'crm'::regnamespace
      """, in: "postgres")
    #expect(!references.isEmpty)
    let plain = tables.map { $0.replacing("\"", with: "") }
    for reference in references {
      let places = reference.map { name in plain.firstIndex { $0 == name } ?? -1 }
      #expect(places[0] > places[1] && places[1] >= 0, "\(reference)")
    }
  }

  @Test func withoutCitusNothingIsRefused() throws { #expect(try refusal() == nil) }

  @Test func aCRMThatIsNotDistributedNeedsNothing() throws {
    try makeCatalog()
    #expect(try refusal() == nil)
  }

  @Test func tablesThatAreNotBesideTheDealsAreRefused() throws {
    try makeCatalog()
    try distribute("crm.deal")
    #expect(
      try refusal()?.contains(
        "not kept beside them: report_tenant, report_occurrence, report_change, report_run") == true)
    #expect(try refusal()?.contains("migrate --print-distribution") == true)
    #expect(try script().contains { $0.contains("colocate_with => 'crm.deal'") })
    for table in Distribution.tables { try distribute("crm.\(table)") }
    #expect(try refusal() == nil)
    #expect(try script().count == 1)

    for change in [
      "partmethod = 'n'", "colocationid = 2", "partkey = 'run_id'",
    ] {
      try cluster.run(
        """
        UPDATE pg_dist_partition SET partmethod = 'h', colocationid = 1, partkey = 'tenant_id';
        UPDATE pg_dist_partition SET \(change) WHERE logicalrelid = 'crm.report_run'::regclass
        """, in: "postgres")
      #expect(try refusal()?.contains("not kept beside them: report_run;") == true, "\(change)")
    }
    // The tables of a newer program are the only ones that are missing then.
    #expect(try script().filter { $0.contains("create_distributed_table") }.count == 1)
  }

  @Test func dealsBelowViewsCount() throws {
    try cluster.run("CREATE SCHEMA app; ALTER TABLE crm.deal SET SCHEMA app", in: "postgres")
    try cluster.run(
      """
      CREATE VIEW app.live AS SELECT * FROM app.deal; CREATE VIEW crm.deal AS SELECT * FROM app.live;
      GRANT SELECT ON crm.deal TO dyno_reports
      """, in: "postgres")
    try makeCatalog()
    // Nothing can stand beside a view.
    #expect(try script().allSatisfy { $0.hasPrefix("--") })
    #expect(try script().last?.contains(".deal is a view") == true)
    try distribute("app.deal")
    #expect(try refusal()?.contains("not kept beside them: report_tenant") == true)
    #expect(try script().contains { $0.contains("colocate_with => 'app.deal'") })
  }

  @Test func aSchemaThatIsNotMigratedIsRefused() throws {
    try cluster.run("CREATE SCHEMA empty", in: "postgres")
    let empty = try cluster.database("postgres", "postgres", schema: "empty")
    #expect(throws: Readiness.Failure.self) { try DistributionScript.make(empty, empty.connect()) }
  }

  @Test func newTablesOfOursAreDistributedToo() throws {
    let known = Set(Distribution.tables + ["report_migration"])
    for table in Migration.all.flatMap({ $0.sql.matches(of: /CREATE TABLE (?:IF NOT EXISTS )?(\w+)/) }) {
      #expect(known.contains(String(table.output.1)), "\(table.output.1)")
    }
  }
}
