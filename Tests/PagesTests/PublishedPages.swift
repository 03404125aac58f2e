import Foundation
import Testing
import TestingDatabase

/// A tenant whose periods the program publishes as CSV files and pages.
struct PublishedPages {
  let database: TestDatabase
  let schedules = TemporaryFolder()
  let exports: TemporaryFolder

  /// - Parameter schedules: the list in the schedule file, with `exports` left out.
  init(_ crm: String, _ schedules: String) throws {
    database = try TestDatabase()
    exports = try .pages()
    try database.load(crm)
    let file = """
      tenant:
        id: \(SmallCRM.acme.uuidString.lowercased())
        slug: acme
        timezone: Europe/Berlin
      schedules:
      \(schedules)
      """
    try Data(file.utf8).write(to: URL(filePath: self.schedules.path + "/acme.yaml"))
  }

  /// The program is next to the executable of the tests.
  private static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "dyno-reports").path

  func run(_ arguments: String...) throws -> Shell.Result { try run(arguments) }

  func run(_ arguments: [String]) throws -> Shell.Result {
    try Shell.run(
      [Self.program] + arguments,
      environment: [
        "DYNO_REPORTS_DATABASE_URL": database.runtimeURL, "DYNO_REPORTS_SCHEMA": database.schema,
        "DYNO_REPORTS_SCHEDULES": schedules.path, "DYNO_REPORTS_EXPORTS": exports.path,
      ])
  }

  /// Runs what is due two days after the end of October.
  func publish(status: Int32 = 0) throws {
    let result = try run("run", "--at", "2026-11-03T00:00:00Z")
    try #require(result.status == status, "\(result)")
  }

  func path(_ schedule: String, _ period: String) -> String {
    exports.path + "/tenant=acme/html/schedule=\(schedule)/period=\(period)/acme_\(schedule)_\(period).html"
  }

  func text(_ schedule: String, _ period: String) throws -> String {
    try String(contentsOfFile: path(schedule, period), encoding: .utf8)
  }

  func page(_ schedule: String, _ period: String) throws -> PageElement {
    try PageParser.parse(text(schedule, period))
  }

  /// The rows of a report in a period.
  func rows(_ report: String, _ schedule: String, _ period: String) throws -> [CSVRow] {
    try rows(
      at:
        "csv/report=\(report)/schedule=\(schedule)/period=\(period)/\(report)_acme_\(schedule)_\(period).csv.gz"
    )
  }

  /// The rows of a file in the tenant's tree.
  func rows(at path: String) throws -> [CSVRow] {
    let result = try Shell.run(["gzip", "-dc", exports.path + "/tenant=acme/" + path])
    try #require(result.status == 0, "\(result.errors)")
    return CSVRow.rows(of: result.output)
  }
}
