import Foundation
package import Testing

/// A file in the repository, or a section of one, that is generated from definitions. A test compares or
/// rewrites it.
package enum GeneratedFile {
  /// - Parameter variable: the environment variable that, if it is set, causes the file to be written.
  package static func check(
    _ name: String, _ expected: String, variable: String = "DYNO_REPORTS_WRITE_REFERENCE",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if ProcessInfo.processInfo.environment[variable] != nil {
      try expected.write(toFile: Repository.path(name), atomically: true, encoding: .utf8)
    }
    #expect(
      (try? Repository.contents(name)) == expected,
      "\(name) is out of date. To rewrite it: \(variable)=1 swift test", sourceLocation: sourceLocation)
  }

  /// Checks only the section between two lines, which begin with `<!-- begin NAME` and `<!-- end NAME`.
  package static func check(
    section: String, of name: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let text = try Repository.contents(name)
    let begin = try #require(text.firstRange(of: "<!-- begin \(section)"), sourceLocation: sourceLocation)
    let lineEnd = try #require(text[begin.upperBound...].firstIndex(of: "\n"), sourceLocation: sourceLocation)
    let end = try #require(
      text[lineEnd...].firstRange(of: "<!-- end \(section)"), sourceLocation: sourceLocation)
    let whole = text[...lineEnd] + "\n" + expected + "\n\n" + text[end.lowerBound...]
    try check(name, String(whole), sourceLocation: sourceLocation)
  }
}
