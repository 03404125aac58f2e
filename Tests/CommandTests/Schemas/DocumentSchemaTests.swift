import Foundation
import Orchestration
import Testing
import TestingDatabase
import TestingRepository

@testable import DynoReports

/// The JSON Schemas of what commands print.
struct DocumentSchemaTests {
  private static let folder = "Sources/DynoReports/Schemas"

  @Test(arguments: DocumentSchema.allCases)
  func schemaIsThatOfTheTypes(schema: DocumentSchema) throws {
    try GeneratedFile.check(
      "\(Self.folder)/\(schema.rawValue).schema.json", SchemaGenerator.text(of: schema),
      variable: "DYNO_REPORTS_WRITE_SCHEMA")
  }

  @Test func everyFileIsASchemaOfADocument() throws {
    let files = try Repository.files(in: Self.folder, ".schema.json")
    #expect(files == DocumentSchema.allCases.map { "\(Self.folder)/\($0.rawValue).schema.json" }.sorted())
  }

  @Test func programPrintsTheSchema() throws {
    for document in PrintedDocument.allCases {
      #expect(
        try Shell.output(Installation.program, "schema", document.rawValue)
          == Repository.contents("\(Self.folder)/\(document.schema.rawValue).schema.json"))
    }
    let list = try Shell.output(Installation.program, "schema")
    #expect(list.split(separator: "\n").count == PrintedDocument.allCases.count)
    #expect(list.contains("runs-show  urn:dyno-reports:json:runs-show:1\n"), "\(list)")
  }

  /// A new command takes `--json` and has a schema.
  @Test func everyCommandPrintsADocument() throws {
    let root = try CommandHelp.of(DynoReports.self)
    var documents: [String] = []
    func visit(_ command: CommandHelp, _ path: [String]) {
      let name = (path + [command.commandName]).joined(separator: "-")
      for subcommand in command.ownSubcommands { visit(subcommand, path + [command.commandName]) }
      guard command.ownSubcommands.isEmpty else { return }
      let flags = command.ownArguments.flatMap { ($0.names ?? []).map(\.name) }
      #expect(flags.contains("json"), "\(name)")
      documents.append(name)
    }
    for command in root.ownSubcommands { visit(command, []) }
    #expect(
      documents.sorted() == PrintedDocument.allCases.map(\.rawValue).filter { $0 != "messages" }.sorted())
  }

  @Test func everySchemaIsInTheDocument() throws {
    let text = try Repository.contents("docs/json.md")
    for schema in DocumentSchema.allCases {
      let name = schema.rawValue
      #expect(text.contains("| [\(name)](../Sources/DynoReports/Schemas/\(name).schema.json) |"), "\(name)")
    }
  }

  @Test func codesAndNamesAreDocumented() throws {
    let rows = try Repository.contents("docs/json.md").matches(of: /\| (\d+) \| `(\w+)` \|/)
      .map { "\($0.1) \($0.2)" }
    #expect(rows == ExitStatus.allCases.filter { $0 != .done }.map { "\($0.rawValue) \($0.name)" })
  }
}
