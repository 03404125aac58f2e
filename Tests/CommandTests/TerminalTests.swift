import DisplayWidth
import Foundation
import Testing
import TestingDatabase

@testable import DynoReports

/// What a terminal receives, and what a file.
struct TerminalTests {
  /// Names that are long, wide, and hostile.
  private static let names = [
    "Anna-Lena Anna-Lena Anna-Lena Anna-Lena", "中村 美咲 中村 美咲 中村 美咲", "red\u{1b}[31m\u{202e}txt",
  ]

  private static func installation() throws -> Installation {
    let installation = try Installation()
    let array = names.map { "'\($0)'" }.joined(separator: ", ")
    try installation.database.load(
      """
      CREATE OR REPLACE VIEW report_label AS
        SELECT tenant_id, 'USER' AS kind, id, (ARRAY[\(array)])[1 + row_number() OVER (ORDER BY id) % \(names.count)] AS name
        FROM (SELECT DISTINCT tenant_id, owned_by_user_id AS id FROM deal WHERE owned_by_user_id IS NOT NULL) AS users;
      """)
    return installation
  }

  private func onTerminal(
    _ installation: Installation, columns: Int, _ command: String,
    _ more: [String: String] = ["TERM": "xterm"]
  ) throws -> String {
    let line = "stty cols \(columns); \(Installation.program) \(command)"
    let result = try Shell.run(
      ["script", "-qec", line, "/dev/null"],
      environment: installation.environment.merging(["NO_COLOR": ""]) { $1 }.merging(more) { $1 })
    return result.output.replacing("\r\n", with: "\n")
  }

  /// Without the escape sequences of colours.
  private func plain(_ text: String) -> String { text.replacing(/\x1B\[[0-9]+m/, with: "") }

  @Test(arguments: [60, 80, 120])
  func tablesFit(columns: Int) throws {
    let installation = try Self.installation()
    #expect(try installation.tick().status == 0)
    try installation.database.load("UPDATE deal SET amount = 3 * amount")
    for command in [
      "report pipeline_coverage --from 2026-10-01 --to 2026-11-01", "trend --report pipeline_coverage",
      "runs list", "diff 2026-10 --now --report pipeline_coverage",
    ] {
      let text = try onTerminal(installation, columns: columns, command)
      let table = plain(text).split(separator: "\n").filter { $0.contains("USER") }
      #expect(table.count > 1, "\(text)")
      for line in table {
        #expect(String(line).displayWidth <= columns, "\(command)\n\(text)")
        #expect(!line.contains("\u{1b}"), "\(text)")
      }
    }
  }

  @Test func coloursAreForTerminalsAlone() throws {
    let installation = try Self.installation()
    let command = "report pipeline_coverage --from 2026-10-01 --to 2026-11-01"
    let colored = try onTerminal(installation, columns: 80, command)
    #expect(colored.contains("\u{1b}[1m"), "\(colored)")
    let text = plain(colored)
    #expect(!text.contains("\u{1b}") && !text.contains("\u{202e}"), "\(text)")
    for environment in [["TERM": "xterm", "NO_COLOR": "1"], ["TERM": "dumb"], ["TERM": ""]] {
      #expect(try plain(onTerminal(installation, columns: 80, command, environment)) == text)
      #expect(try !onTerminal(installation, columns: 80, command, environment).contains("\u{1b}"))
    }
    // An empty variable says nothing.
    #expect(
      try onTerminal(installation, columns: 80, command, ["TERM": "xterm", "NO_COLOR": ""]).contains(
        "\u{1b}[1m"))
    let piped = try installation.run(
      command.split(separator: " ").map(String.init), environment: ["TERM": "xterm"])
    #expect(!piped.output.contains("\u{1b}") && piped.output.contains("Anna-Lena Anna-Lena Anna-Lena A… "))
  }

  @Test func errorsAreColouredWhereTheyAreRead() throws {
    let installation = try Installation()
    let failing = try onTerminal(installation, columns: 80, "report pipeline_coverage > /dev/null")
    #expect(failing.contains("\u{1b}[31mdyno-reports: error: \u{1b}[0mpipeline_coverage needs"), "\(failing)")
    let quiet = try installation.run("report", "pipeline_coverage")
    #expect(quiet.errors.hasPrefix("dyno-reports: error: pipeline_coverage needs"), "\(quiet)")
  }

  @Test func columnsSaysTheWidth() throws {
    let installation = try Installation()
    let command = "report pipeline_coverage --from 2026-10-01 --to 2026-11-01"
    let narrow = try onTerminal(installation, columns: 200, command, ["TERM": "xterm", "COLUMNS": "60"])
    let lines = plain(narrow).split(separator: "\n").filter { $0.contains("USER") }
    #expect(!lines.isEmpty && lines.allSatisfy { String($0).displayWidth <= 60 }, "\(narrow)")
    // A pipe has no width.
    let piped = try installation.run(
      command.split(separator: " ").map(String.init), environment: ["COLUMNS": "20"])
    #expect(piped.output.split(separator: "\n").contains { $0.count > 100 }, "\(piped)")
  }
}
