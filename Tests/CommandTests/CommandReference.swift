import Foundation

/// `docs/command_line.md`: every command and flag, generated from the program's own help.
struct CommandReference: Decodable {
  struct Command: Decodable {
    let commandName: String
    let abstract: String
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [Command]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }
    let kind: String
    let names: [Name]?
    let valueName: String
    let abstract: String?
    let discussion: String?
    let defaultValue: String?
    let isOptional: Bool
  }

  let command: Command

  var rendered: String {
    let heading = """
      # The command line

      This page is generated from the program's own help, and a test keeps it up to date. For exit codes,
      environment variables and the order of settings, see the [README](../README.md#in-production). Every
      command has `--help`.
      """
    let commands = (command.subcommands ?? []).filter { $0.commandName != "help" }
    return ([heading] + commands.flatMap { Self.sections($0, "dyno-reports") }).joined(separator: "\n\n")
      + "\n"
  }

  private static func sections(_ command: Command, _ parent: String) -> [String] {
    let name = "\(parent) \(command.commandName)"
    let arguments = (command.arguments ?? []).filter { argument in
      !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
    }
    var parts = ["## `\(name)`", command.abstract]
    if let discussion = command.discussion { parts.append(discussion) }
    if !arguments.isEmpty {
      parts.append((["| | |", "|---|---|"] + arguments.map(\.row)).joined(separator: "\n"))
    }
    let own = parts.joined(separator: "\n\n")
    return [own]
      + (command.subcommands ?? []).filter { $0.commandName != "help" }
      .flatMap { sections($0, name) }
  }
}

extension CommandReference.Argument {
  fileprivate var row: String {
    let flags = (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }.joined(separator: ", ")
    let written =
      switch kind {
      case "flag": flags
      case "option": "\(flags) <\(valueName)>"
      default: "<\(valueName)>"
      }
    var text = [abstract, discussion].compactMap(\.self)
    if let defaultValue { text.append("(default: \(defaultValue))") }
    if !isOptional { text.append("Required.") }
    return "| `\(written)` | \(text.joined(separator: " ").replacing("|", with: "\\|")) |"
  }
}
