import Foundation
import Testing
import TestingRepository

/// What a documentation comment links to exists in the same module. `scripts/docs` has the compiler say the same.
struct DocumentationLinkTests {
  @Test("Links lead somewhere", arguments: try SourceFile.modules())
  func links(module: String) throws {
    let files = try SourceFile.all(of: module)
    let declared = Set(files.flatMap(\.declarations))
    for file in files {
      let comments = file.text.matches(of: /(?m)^\s*\/\/\/.*/).map { String($0.0) }.joined(separator: "\n")
      for match in comments.matches(of: /``([^`\n]+)``/) {
        for name in match.1.split(separator: "/") {
          let base = name.prefix { $0 != "(" }
          #expect(declared.contains(String(base)), "\(file.path): ``\(match.1)``")
        }
      }
    }
  }
}

extension SourceFile {
  /// The names of all types, functions, values and cases.
  fileprivate var declarations: [String] {
    let declaration = /\b(?:struct|class|enum|protocol|actor|func|var|let|case|typealias)\s+(\w+)/
    let names = code.matches(of: declaration).map { String($0.1) }
    // Further cases of the same line.
    let more = code.matches(of: /\bcase ([\w, ]+)/).flatMap { $0.1.split(separator: ", ").map(String.init) }
    return names + more + ["init"]
  }
}
