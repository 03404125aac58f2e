import Foundation
import TestingDatabase

/// The program with all it needs under cron: a database, schedule files and an exports folder.
struct Installation {
  let database: TestDatabase
  let schedules = TemporaryFolder()
  let exports = TemporaryFolder()
  /// Two days after the end of October in every zone.
  static let at = "2026-11-03T00:00:00Z"

  init(_ crm: String = SmallCRM.script, files: [String: String] = ["acme.yaml": Self.acme]) throws {
    try self.init(in: TestDatabase(), crm, files: files)
  }

  init(
    in database: TestDatabase, _ crm: String = SmallCRM.script, files: [String: String]
  ) throws {
    self.database = database
    try database.load(crm)
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: schedules.path + "/" + name))
    }
  }

  /// The database and the files of an earlier program, not migrated.
  init(_ fixture: UpgradeFixture) throws {
    database = try TestDatabase(fixture)
    try fixture.copyTree(to: exports.path)
    try replaceSchedule(fixture.schedule)
  }

  static let acme = """
    tenant:
      id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11
      slug: acme
      timezone: Europe/Berlin
    schedules:
      - name: monthly
        period: monthly
        reports:
          - type: pipeline_overview
          - type: pipeline_coverage
    """

  static let other = """
    tenant:
      id: 11111111-2222-4333-8444-555555555555
      slug: other
      timezone: UTC
    schedules:
      - name: monthly
        period: monthly
        reports:
          - type: pipeline_overview
    """

  var environment: [String: String] {
    [
      "DYNO_REPORTS_DATABASE_URL": database.runtimeURL, "DYNO_REPORTS_SCHEMA": database.schema,
      "DYNO_REPORTS_SCHEDULES": schedules.path, "DYNO_REPORTS_EXPORTS": exports.path,
    ]
  }

  func run(_ arguments: String..., environment more: [String: String] = [:]) throws -> Shell.Result {
    try run(arguments, environment: more)
  }

  func run(_ arguments: [String], environment more: [String: String] = [:]) throws -> Shell.Result {
    try Shell.run(
      [Self.program] + Self.lookingAhead(arguments), environment: environment.merging(more) { $1 })
  }

  /// The tests' instants do not depend on the day on which they run.
  private static func lookingAhead(_ arguments: [String]) -> [String] {
    arguments
      + (["run", "backfill"].contains(arguments.first) && arguments.contains("--at")
        ? ["--allow-future"] : [])
  }

  /// Starts `run` for the usual instant, without waiting for its end.
  func start(_ arguments: String...) throws -> Shell.Running {
    try start(["run", "--at", Self.at] + arguments)
  }

  func start(_ arguments: [String], environment more: [String: String] = [:]) throws -> Shell.Running {
    try Shell.start(
      [Self.program] + Self.lookingAhead(arguments), environment: environment.merging(more) { $1 })
  }

  /// Makes the computation of every coverage report fail.
  func breakCoverage() throws {
    try database.load("REVOKE INSERT ON report_pipeline_coverage_fact FROM dyno_reports")
  }

  func mendCoverage() throws {
    try database.load("GRANT INSERT ON report_pipeline_coverage_fact TO dyno_reports")
  }

  /// Replaces acme's schedule file.
  func replaceSchedule(_ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: schedules.path + "/acme.yaml"))
  }

  /// Does a `run` for the usual instant.
  func tick(_ arguments: String...) throws -> Shell.Result {
    try Shell.run([Self.program, "run", "--at", Self.at] + arguments, environment: environment)
  }

  /// The program is next to the executable of the tests.
  static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "dyno-reports").path

  func states() throws -> [String?] {
    try database.query("SELECT state FROM report_occurrence ORDER BY schedule, period_end").map { $0[0] }
  }

  func count(_ table: String) throws -> Int {
    Int(try database.query("SELECT count(*) FROM \(table)")[0][0] ?? "") ?? -1
  }

  /// The files in the tenants' trees, by path.
  func publishedFiles() throws -> [String: Data] {
    try exports.files().filter { !$0.key.hasPrefix(".staging") }
  }

  func dataFiles() throws -> [String: Data] { try publishedFiles().filter { $0.key.hasSuffix(".gz") } }
}
