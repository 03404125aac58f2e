import TestingRepository

/// The documentation comments of a source file's types and their properties.
struct DocumentationComments {
  /// By path, such as `PlanDocument.Entry.revision`.
  private var texts: [Substring: String] = [:]

  /// - Parameter type: the outermost type, after which the file is named.
  init(of type: Substring) throws {
    let path = try Repository.files(in: "Sources", "/\(type).swift").first
    guard let path else { throw NoSource(type: String(type)) }
    var comment: [Substring] = []
    var scopes: [(indentation: Int, path: Substring)] = []
    for line in try Repository.contents(path).split(separator: "\n", omittingEmptySubsequences: false) {
      if let match = line.firstMatch(of: /^ *\/\/\/ ?(.*)$/) {
        comment.append(match.1)
        continue
      }
      let text = comment.joined(separator: " ").replacing("``", with: "`")
      comment = []
      let declaration =
        #/^( *)(?:(?:package|public|private|fileprivate|private\(set\)) )*(struct|enum|extension|let|var) ([\w.]+)/#
      guard let match = line.firstMatch(of: declaration) else { continue }
      scopes.removeAll { $0.indentation >= match.1.count }
      let isMember = match.1.count == (scopes.last.map { $0.indentation + 2 } ?? 0)
      guard isMember else { continue }
      let place = scopes.last.map { "\($0.path).\(match.3)" } ?? "\(match.3)"
      if !text.isEmpty { texts[place[...]] = text }
      if !["let", "var"].contains(match.2) { scopes.append((match.1.count, place[...])) }
    }
  }

  subscript(path: Substring) -> String? { texts[path] }

  private struct NoSource: Error { let type: String }
}
