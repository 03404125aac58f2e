import Foundation
import TestingRepository

/// A Swift file of the program, read as text. This is enough to find the types that it declares and uses.
struct SourceFile {
  let path: String
  let text: String

  /// The files of all modules, or of one.
  static func all(of module: String? = nil) throws -> [SourceFile] {
    try Repository.files(in: "Sources" + (module.map { "/" + $0 } ?? ""), ".swift").map {
      SourceFile(path: $0, text: try Repository.contents($0))
    }
  }

  static func modules() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Repository.path("Sources")).sorted()
  }

  var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// The text without comments and string literals.
  var code: String {
    text.replacing(/\/\/[^\n]*/, with: "").replacing(/"""(?:.|\n)*?"""/, with: "").replacing(
      /"(?:\\.|[^"\\\n])*"/, with: "")
  }

  var imports: [String] {
    text.matches(of: /(?m)^(?:package |internal |@testable )?import (\w+)/).map { String($0.1) }
  }

  /// The top-level types that the file declares.
  var types: [String] {
    let declaration =
      /(?m)^(?:@\w+ )*(?:package |private |fileprivate )?(?:final )?(?:struct|class|enum|protocol) (\w+)/
    return code.matches(of: declaration).map { String($0.1) }
  }

  /// All identifiers that begin with a capital letter.
  var names: Set<String> { Set(code.matches(of: /\b[A-Z]\w*/).map { String($0.0) }) }
}
