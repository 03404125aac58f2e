internal import ArgumentParser
internal import DisplayWidth
internal import Orchestration

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of what a command prints with --json.",
    discussion: """
      Without a command, it lists the commands and the ids of their schemas. `runs-list` and `runs-show` are `runs list` and \
      `runs show`, and `messages` is what all commands print on stderr, one line of JSON for each message. With --dry-run, \
      `backfill` and `restate` print what `plan` prints. Keys are only added, never renamed or removed: a reader \
      ignores those that it does not know.
      """.adding(examples: [
        "What `dyno-reports run --json` prints":
          "dyno-reports schema run > run.schema.json",
        "All commands":
          "dyno-reports schema",
      ]))

  @Argument(
    help: ArgumentHelp(
      "One of \(PrintedDocument.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "command"))
  var command: PrintedDocument?

  @Flag(help: "Print the list as one JSON document. A schema is one in any case.")
  var json = false

  func run() throws {
    try reportingErrors {
      if let command {
        Terminal.print(String(command.schema.text.dropLast()))
      } else if json {
        try Terminal.printJSON(SchemaListDocument())
      } else {
        let width = PrintedDocument.allCases.map(\.rawValue.count).max() ?? 0
        for document in PrintedDocument.allCases {
          Terminal.print("\(document.rawValue.padding(to: width))  \(document.schema.id)")
        }
      }
      return .done
    }
  }
}
