import PostgreSQL
import TestingDatabase

@testable import Runs

/// A CRM that a script changed, as the source contract sees it.
struct ChangedCRM {
  private let database: TestDatabase

  /// - Parameter script: SQL, run as a superuser. `@` stands for the schema; `crm_owner` is a role that
  ///   policies bind, `crm_exempt` one that bypasses them, and `crm_readers` one that `dyno_reports` is a
  ///   member of.
  init(_ script: String, encoding: String? = nil) throws {
    database = try encoding.map { try TestDatabase(encoding: $0) } ?? TestDatabase(migrated: false)
    try database.load(
      """
      DO $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('roles of ChangedCRM'));
        IF to_regrole('dyno_reports') IS NULL THEN CREATE ROLE dyno_reports LOGIN; END IF;
        IF to_regrole('crm_readers') IS NULL THEN
          CREATE ROLE crm_owner;
          CREATE ROLE crm_exempt BYPASSRLS;
          CREATE ROLE crm_readers;
          GRANT crm_readers TO dyno_reports;
        END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$;
      GRANT USAGE ON SCHEMA \(database.schema) TO dyno_reports, crm_owner, crm_exempt;
      GRANT SELECT ON \(SourceTables.names.joined(separator: ", ")) TO dyno_reports;
      """)
    try load(script)
  }

  /// Changes it once more.
  func load(_ script: String) throws {
    try database.load(script.replacing("@", with: database.schema))
  }

  /// Throws `SourceContract.Broken`.
  func check(trusting trusted: [String] = []) throws -> CheckedSources {
    try SourceContract.check(database.runtime.connect(), database.runtime, trusting: trusted)
  }

  /// What is wrong; empty if the CRM is accepted. The schema is written `@`.
  func violations(trusting trusted: [String] = []) throws -> [String] {
    do {
      _ = try check(trusting: trusted)
      return []
    } catch let broken as SourceContract.Broken {
      return broken.violations.map { $0.description.replacing(database.schema, with: "@") }
    }
  }

  /// Makes a view of the columns of a table in its place; the table is then called `<table>_base`.
  static func view(of table: String, _ options: String = "") -> String {
    """
    ALTER TABLE \(table) RENAME TO \(table)_base;
    CREATE VIEW \(table) \(options) AS SELECT * FROM \(table)_base;
    GRANT SELECT ON \(table) TO dyno_reports;
    """
  }
}
