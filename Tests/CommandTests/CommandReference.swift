@testable import DynoReports

/// `docs/command_line.md`: every command and flag, generated from the program's own help.
struct CommandReference {
  let program: CommandHelp

  var rendered: String {
    let heading = """
      # The command line

      This page is generated from the program's own help, and a test keeps it up to date. For exit codes,
      environment variables and the order of settings, see the [README](../README.md#in-production). Every
      command has `--help`, and `dyno-reports --manual` prints all of it for `man`.
      """
    let commands = program.ownSubcommands.flatMap { Self.sections($0, "dyno-reports") }
    return ([heading] + commands).joined(separator: "\n\n") + "\n"
  }

  private static func sections(_ command: CommandHelp, _ parent: String) -> [String] {
    let name = "\(parent) \(command.commandName)"
    var parts = ["## `\(name)`", command.abstract] + command.paragraphs
    if !command.examples.isEmpty {
      parts.append((["```sh"] + command.examples + ["```"]).joined(separator: "\n"))
    }
    let rows = command.ownArguments.map {
      "| `\($0.written)` | \($0.text.replacing("|", with: "\\|")) |"
    }
    if !rows.isEmpty { parts.append((["| | |", "|---|---|"] + rows).joined(separator: "\n")) }
    return [parts.joined(separator: "\n\n")] + command.ownSubcommands.flatMap { sections($0, name) }
  }
}
