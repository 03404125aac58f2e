import Foundation
import Testing
import TestingDatabase

@testable import DynoReports

struct ManualTests {
  private func page() throws -> String {
    let result = try Shell.run([Installation.program, "--manual"])
    #expect(result.status == 0 && result.errors.isEmpty)
    return result.output
  }

  @Test func itHasEveryCommandAndOption() throws {
    let page = try page().replacing(/\\f[BR]/, with: "`").replacing("\\-", with: "-").replacing(
      "\\e", with: "\\")
    func check(_ help: CommandHelp, _ parent: String) {
      let name = "\(parent) \(help.commandName)"
      #expect(page.contains("\n.SS \(name)\n\(help.abstract)\n"), "\(name)")
      for argument in help.ownArguments { #expect(page.contains("\n.B \(argument.written)\n"), "\(name)") }
      for example in help.examples { #expect(page.contains("\n\(example)\n"), "\(example)") }
      for command in help.ownSubcommands { check(command, name) }
    }
    let program = try CommandHelp.of(DynoReports.self)
    #expect(program.ownSubcommands.count > 15)
    for command in program.ownSubcommands { check(command, program.commandName) }
    for setting in Setting.all { #expect(page.contains("\n.B \(setting.variable)\n")) }
  }

  @Test func manReadsItWithoutWarnings() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/dyno-reports.1"
    try Data(page().utf8).write(to: URL(filePath: path))
    let result = try Shell.run(
      ["man", "--warnings", "-l", path],
      environment: ["MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MANPAGER": "cat"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    let text = result.output.replacing(/.\u{8}/, with: "")
    for part in [
      "NAME", "dyno-reports backfill", "DYNO_REPORTS_DATABASE_URL", "PG… variables", "--from 2026-01-01",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }
}
