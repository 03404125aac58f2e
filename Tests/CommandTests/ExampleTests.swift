import ArgumentParser
import Foundation
import Testing
import TestingDatabase
import TestingRepository

@testable import DynoReports

/// The examples in the help of the commands are commands.
struct ExampleTests {
  /// Commands as one line each, without what their output is sent to.
  private static func commands(of help: CommandHelp) -> [String] {
    help.examples.joined(separator: "\n").replacing(#/ \\\n */#, with: " ").split(separator: "\n").map(
      String.init
    )
    .filter { !$0.hasPrefix("#") }
  }

  private static func all(_ help: CommandHelp, _ parent: String = "") -> [(name: String, help: CommandHelp)] {
    let name = parent.isEmpty ? help.commandName : "\(parent) \(help.commandName)"
    return [(name, help)] + help.ownSubcommands.flatMap { all($0, name) }
  }

  private static func words(_ command: String) -> [String] {
    let alone = command.split(separator: #/ [>|] /#)[0]
    return alone.matches(of: /"([^"]*)"|([^ ]+)/).map { String($0.1 ?? $0.2 ?? "") }
  }

  @Test func everyHelpHasSome() throws {
    let commands = Self.all(try .of(DynoReports.self))
    #expect(commands.count > 18)
    for (name, help) in commands {
      let examples = Self.commands(of: help)
      #expect(!examples.isEmpty, "\(name)")
      for example in examples {
        // The first words of an example are those of the command whose help has it.
        #expect(example.hasPrefix(help.commandName == "list" ? "dyno-reports runs" : name), "\(example)")
      }
      #expect(
        help.examples.allSatisfy { $0.count <= 76 }, "\(name): it would be broken on a terminal of 80 columns"
      )
    }
  }

  @Test func theyAreUnderstood() throws {
    for (_, help) in Self.all(try .of(DynoReports.self)) {
      for example in Self.commands(of: help) {
        #expect(throws: Never.self, "\(example)") {
          _ = try DynoReports.parseAsRoot(Array(Self.words(example).dropFirst()))
        }
      }
    }
  }

  /// Those that change nothing, after the demo that they name.
  @Test func theyWorkWithTheDemo() throws {
    let (state, exports) = (TemporaryFolder(), TemporaryFolder())
    defer {
      if let folder = try? String(contentsOfFile: state.path + "/server-location", encoding: .utf8) {
        try? FileManager.default.removeItem(atPath: folder.trimmingCharacters(in: .newlines))
      }
    }
    let environment = [
      "DYNO_REPORTS_STATE": state.path, "DYNO_REPORTS_EXPORTS": exports.path,
      "DYNO_REPORTS_SCHEDULES": Repository.path("schedules"), "DYNO_REPORTS_DATABASE_URL": "embedded",
    ]
    func run(_ words: [String]) throws -> Shell.Result {
      try Shell.run([Installation.program] + words, environment: environment)
    }
    #expect(
      try run(["demo", "--at", "2026-11-21T03:00:00Z"]).status == 0)
    let reading = [
      "check", "plan", "status", "runs", "explain", "diff", "trend", "report", "verify", "recipes", "manual",
      "migrate",
    ]
    let examples = try Self.all(.of(DynoReports.self)).filter { reading.contains($0.help.commandName) }
      .flatMap { Self.commands(of: $0.help) }
    #expect(examples.count > 20)
    for example in examples {
      // The files are in another folder here.
      let words = Self.words(example).dropFirst()
        .map { $0.hasPrefix("schedules/") ? Repository.path($0) : $0 == "exports" ? exports.path : $0 }
      let result = try run(words)
      #expect(result.status == 0, "\(example): \(result)")
    }
  }
}
