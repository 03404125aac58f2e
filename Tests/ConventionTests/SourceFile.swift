import Foundation
import TestingRepository

/// A Swift file of the program, read as text: good enough to say which types it declares and names.
struct SourceFile {
  let path: String
  let text: String

  /// Those of all modules, or of one.
  static func all(of module: String? = nil) throws -> [SourceFile] {
    try Repository.files(in: "Sources" + (module.map { "/" + $0 } ?? ""), ".swift").map {
      SourceFile(path: $0, text: try Repository.contents($0))
    }
  }

  static func modules() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.path("Sources")).sorted()
  }

  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// Without comments and what stands in quotes.
  var code: String {
    text.replacing(/\/\/[^\n]*/, with: "").replacing(/"""(?:.|\n)*?"""/, with: "").replacing(
      /"(?:\\.|[^"\\\n])*"/, with: "")
  }

  var imports: [String] {
    text.matches(of: /(?m)^(?:package |internal |@testable )?import (\w+)/).map { String($0.1) }
  }

  /// The types that are declared in it and in no other type.
  var types: [String] {
    let declaration =
      /(?m)^(?:@\w+ )*(?:package |private |fileprivate )?(?:final )?(?:struct|class|enum|protocol) (\w+)/
    return code.matches(of: declaration).map { String($0.1) }
  }

  /// Whatever begins with a capital letter.
  var names: Set<String> { Set(code.matches(of: /\b[A-Z]\w*/).map { String($0.0) }) }
}
