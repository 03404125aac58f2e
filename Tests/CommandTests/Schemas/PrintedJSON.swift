import Foundation
import Testing
import TestingDatabase
import TestingRepository

@testable import DynoReports

/// What commands printed with `--json`, to be validated.
final class PrintedJSON {
  private struct Text: Encodable {
    let schema: String
    let command: String
    let text: String
  }

  private var texts: [Text] = []
  /// The schemas of the documents so far.
  var schemas: Set<DocumentSchema> { Set(texts.compactMap { DocumentSchema(rawValue: $0.schema) }) }

  static var python: String? { ProcessInfo.processInfo.environment["DYNO_REPORTS_PYTHON"] }

  /// Takes the document on stdout and the lines on stderr, and compares the last one with the exit code.
  ///
  /// - Parameter schema: of the document; nil if there is none.
  func add(
    _ result: Shell.Result, of command: [String], _ schema: DocumentSchema?, status: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let command = command.joined(separator: " ")
    #expect(result.status == status, "\(command): \(result)", sourceLocation: sourceLocation)
    #expect(result.output.isEmpty == (schema == nil), "\(command): \(result)", sourceLocation: sourceLocation)
    if let schema { add(result.output, of: command, schema) }
    let lines = result.errors.split(separator: "\n").map(String.init)
    for line in lines { add(line, of: command, .messages) }
    let ends = try lines.map { line in
      let message = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: [String: Any]]
      return message?["error"]?["code"] as? Int32
    }
    // The last line, and no other, says why.
    #expect(
      ends.compactMap(\.self) == (status == 0 ? [] : [status]) && (status == 0 || ends.last == status),
      "\(command): \(result.errors)", sourceLocation: sourceLocation)
  }

  func add(_ text: String, of command: String, _ schema: DocumentSchema) {
    texts.append(Text(schema: schema.rawValue, command: command, text: text))
  }

  func expectValid(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let problems = try problems()
    #expect(problems.isEmpty, "\(problems)", sourceLocation: sourceLocation)
  }

  /// - Returns: what is wrong.
  func problems() throws -> String {
    let folder = TemporaryFolder()
    let lines = try texts.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let path = folder.path + "/printed"
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "validate.py").path
    let result = try Shell.run([
      Self.python ?? "python3", script, Repository.path("Sources/DynoReports/Schemas"), path,
    ])
    return result.output + result.errors
  }
}
