import PostgreSQL
import Testing
import TestingDatabase

@testable import Runs

struct MigratorTests {
  @Test func everythingIsAppliedOnce() throws {
    let database = try TestDatabase(migrated: false)
    #expect(try Migrator(database.owner).migrate().map(\.version) == Migration.all.map(\.version))
    #expect(try Migrator(database.owner).migrate().isEmpty)
  }

  @Test func versionsAreInOrderWithoutGaps() {
    #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
  }

  @Test func anAdministratorCreatesTheRoleAsTheFirstMigrationDoes() throws {
    #expect(try #require(Migration.all.first).sql.contains(RuntimeRights.creationOfRole))
  }

  @Test func anOutdatedDatabaseIsRefusedWithTheCommandToRun() throws {
    let database = try TestDatabase(migrated: false)
    try database.load("GRANT USAGE ON SCHEMA \(database.schema) TO public")
    #expect(try message(database.runtime).contains("run `dyno-reports migrate`"))
  }

  @Test func aNewerDatabaseIsRefused() throws {
    let database = try TestDatabase()
    try database.load(
      "INSERT INTO report_migration (version, name, applied_at) VALUES (9999, 'future', now())")
    #expect(try message(database.runtime).contains("install the newer program"))
  }

  @Test func theOwnerIsRefused() throws {
    #expect(try message(TestDatabase().owner).contains("could read every tenant"))
  }

  @Test func aSchemaThatDoesNotExistIsNotMade() throws {
    let database = try TestDatabase(migrated: false)
    let elsewhere = Database(settings: database.owner.settings, schema: "no_such_schema")
    #expect(throws: Migrator.Failure.self) { try Migrator(elsewhere).migrate() }
  }

  @Test func aSchemaThatTheRoleCannotUseIsNamed() throws {
    let database = try TestDatabase()
    try database.load("REVOKE USAGE ON SCHEMA \(database.schema) FROM dyno_reports")
    #expect(try message(database.runtime).contains("GRANT USAGE ON SCHEMA \(database.schema)"))
  }

  @Test func aRoleThatMayNotMakeTablesMigratesNothing() throws {
    let database = try TestDatabase(migrated: false)
    try database.load("GRANT USAGE ON SCHEMA \(database.schema) TO dyno_reports")
    #expect(throws: Migrator.Failure.self) { try Migrator(database.runtime).migrate() }
  }

  private func message(_ database: Database) throws -> String {
    do {
      try Readiness.check(database.connect(), database, storing: true)
      return "ready"
    } catch let failure as Readiness.Failure {
      return failure.description
    }
  }
}
