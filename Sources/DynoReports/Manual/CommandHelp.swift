internal import ArgumentParser
internal import Foundation

/// The help of a command, as ArgumentParser has it: where documents about commands come from.
struct CommandHelp: Decodable {
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
    let isRepeating: Bool
  }

  private struct Program: Decodable { let command: CommandHelp }

  let commandName: String
  let abstract: String
  private let discussion: String?
  private let arguments: [Argument]?
  private let subcommands: [CommandHelp]?

  /// The help of a program, with all its commands.
  static func of(_ program: any ParsableCommand.Type) throws -> CommandHelp {
    try JSONDecoder().decode(Program.self, from: Data(program._dumpHelp().utf8)).command
  }

  /// Those of its own; all commands have `--help`.
  var ownArguments: [Argument] {
    (arguments ?? []).filter { argument in
      !(argument.names ?? []).contains { ["help", "version"].contains($0.name) }
    }
  }

  /// All but `help`.
  var ownSubcommands: [CommandHelp] { (subcommands ?? []).filter { $0.commandName != "help" } }

  /// The paragraphs of its description.
  var paragraphs: [String] { parts.text.split(separator: "\n\n").map(String.init) }

  /// Lines for a shell, with comments.
  var examples: [String] {
    parts.examples.split(separator: "\n").map { String($0.trimmingPrefix("  ")) }
  }

  private var parts: (text: String, examples: String) {
    let text = discussion ?? ""
    let heading = String.examplesHeading + "\n"
    guard let range = text.range(of: heading, options: .backwards) else { return (text, "") }
    return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
  }
}

extension CommandHelp.Argument {
  /// `-v, --verbose`, `--at <instant>`, `<files>`
  var written: String {
    let flags = (names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }.joined(separator: ", ")
    return switch kind {
    case "flag": flags
    case "option": "\(flags) <\(valueName)>"
    default: "<\(valueName)>"
    }
  }

  /// What it does, its default, and whether it is required.
  var text: String {
    var text = [abstract, discussion].compactMap(\.self)
    if let defaultValue { text.append("(default: \(defaultValue))") }
    if !isOptional { text.append("Required.") }
    return text.joined(separator: " ")
  }
}
