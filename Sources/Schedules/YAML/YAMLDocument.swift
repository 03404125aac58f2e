// The only file that uses the YAML library.

import Foundation
import Yams

/// The single document of a YAML file, as nodes with positions.
///
/// Yams hides two kinds of problems. It resolves aliases silently, and comparing the result can take
/// centuries for some files. And it stops at the first mapping with a duplicate key. To find both, single
/// characters are overwritten before Yams reads the text. None are added or removed, so every position stays
/// correct:
/// - each `*` is replaced by a character without meaning in YAML, so that an alias is read as a word;
/// - if Yams finds a duplicate key, the first character of the key is overwritten and the text is read again.
///
/// The original first character of a node is looked up in the source. No valid value contains any of these
/// characters, so the values of an accepted file are never altered.
struct YAMLDocument {
  /// How often a file is read again to find another duplicate key, and how many bytes in total.
  private static let maxDuplicates = 30
  private static let maxBytesRead = 4 << 20
  private static let aliasMark: Unicode.Scalar = "\u{E02A}"
  private static let duplicateMarks = (0..<UInt32(maxDuplicates)).compactMap { Unicode.Scalar(0xF0000 + $0) }

  private let source: SourceText
  private var readable: SourceText
  private var originals: [Unicode.Scalar: Unicode.Scalar] = [aliasMark: "*"]

  /// The value of the whole file: a null node if the file is empty, nil if it could not be read.
  static func root(of source: SourceText, issues: inout IssueList) -> YAMLNode? {
    let hasTabs = source.reportIndentationTabs(to: &issues)
    var document = YAMLDocument(source: source)
    var duplicates: [Position] = []
    var spareMarks = duplicateMarks.prefix(maxBytesRead / max(1, document.readable.string.utf8.count))
    while true {
      do {
        return try document.read(issues: &issues)
      } catch YamlError.duplicatedKeysInMapping(_, let context) {
        // Yams reports the position of the first key; the tree shows the position of the duplicate.
        duplicates.append(Position(context.mark))
        if let mark = spareMarks.popFirst(), let last = duplicates.last,
          document.overwriteKey(at: last, with: mark)
        {
          continue
        }
      } catch {
        // After a tab in the indentation, YAML's own messages are misleading.
        if !hasTabs { YAMLSyntaxError(error).report(to: &issues) }
      }
      reportDuplicates(duplicates, issues: &issues)
      return nil
    }
  }

  /// Reports the duplicate keys found so far, if there is no tree that shows them.
  private static func reportDuplicates(_ positions: [Position], issues: inout IssueList) {
    for position in positions {
      issues.report(
        "this key appears in the mapping more than once", at: position,
        hint: "the rest of the file was not checked")
    }
  }

  private init(source: SourceText) {
    self.source = source
    readable = source
    readable.replaceAll("*", with: Self.aliasMark)
  }

  private func read(issues: inout IssueList) throws -> YAMLNode? {
    // Without an explicit encoding, Yams reads an environment variable and prints a message. The basic
    // resolver has no rules, so keys are compared as plain text.
    let parser = try Parser(yaml: readable.string, resolver: .basic, encoding: .utf8)
    // A node does not own its anchor: the anchor exists only as long as the parser.
    defer { withExtendedLifetime(parser) {} }
    guard let root = try parser.nextRoot() else {
      return YAMLNode(content: .scalar("", isPlain: true), position: .start)
    }
    let node = node(root, issues: &issues)
    do {
      if let second = try parser.nextRoot() { reportSecondDocument(second.mark, issues: &issues) }
    } catch YamlError.duplicatedKeysInMapping(_, let context) {
      reportSecondDocument(context.mark, issues: &issues)
    } catch {
      YAMLSyntaxError(error).report(to: &issues)
    }
    return node
  }

  private func reportSecondDocument(_ mark: Mark?, issues: inout IssueList) {
    let content = mark.map(Position.init) ?? .start
    let separator = source.lines.prefix(content.line).lastIndex { $0.starts(with: "---".unicodeScalars) }
    let position = separator.map { Position(line: $0 + 1, column: 1) } ?? content
    issues.report("a second document", at: position, hint: "a file contains one tenant: delete the `---`")
  }
}

// MARK: Conversion of nodes

extension YAMLDocument {
  private func node(_ node: Node, issues: inout IssueList) -> YAMLNode {
    let position = node.mark.map(Position.init) ?? .start
    let isAlias = reportProperties(of: node, at: position, issues: &issues)
    let content: YAMLNode.Content
    switch node {
    case .scalar(let scalar):
      content = isAlias ? .refused : .scalar(restored(scalar.string), isPlain: scalar.style == .plain)
    case .sequence(let sequence):
      content = .list(sequence.map { self.node($0, issues: &issues) })
    case .mapping(let mapping):
      content = .mapping(entries(of: mapping, issues: &issues))
    case .alias:
      content = .refused
    }
    return YAMLNode(content: content, position: position)
  }

  /// Reports an alias, an anchor or a tag. Returns true for an alias.
  private func reportProperties(of node: Node, at position: Position, issues: inout IssueList) -> Bool {
    let beginning = source[position]
    let isPlainScalar = node.scalar?.style == .plain
    if node.anchor != nil || (isPlainScalar && beginning == "&") {
      issues.report(
        "anchors (`&`) are not allowed", at: position, hint: "write the value out where it is needed")
    }
    if beginning == "!" {
      issues.report("tags (`!`) are not allowed", at: position, hint: "write the plain value")
    }
    guard isPlainScalar, beginning == "*" else { return false }
    issues.report("aliases (`*`) are not allowed", at: position, hint: "write the value out here")
    return true
  }

  private func entries(of mapping: Node.Mapping, issues: inout IssueList) -> [YAMLNode.Entry] {
    var entries: [YAMLNode.Entry] = []
    var firstPlaces: [String: Position] = [:]
    for (yamlKey, yamlValue) in mapping {
      let key = node(yamlKey, issues: &issues)
      let value = node(yamlValue, issues: &issues)
      switch key.content {
      case .refused: continue
      case .list, .mapping:
        issues.report("a key must be a word, not \(key.appearance)", at: key.position)
      case .scalar("<<", isPlain: true):
        issues.report("merge keys (`<<`) are not allowed", at: key.position, hint: "write the keys out")
      case .scalar(let text, _):
        if let first = firstPlaces[text] {
          issues.report(
            "duplicate key \(quoted(text))", at: key.position,
            hint: "the first one is on line \(first.line)")
        } else {
          firstPlaces[text] = key.position
        }
        entries.append(YAMLNode.Entry(key: text, keyPosition: key.position, value: value))
      }
    }
    return entries
  }
}

// MARK: Overwritten characters

extension YAMLDocument {
  /// Makes the key at a position different from all others. Returns false if the key is not a word, or if it
  /// has been overwritten before.
  private mutating func overwriteKey(at position: Position, with mark: Unicode.Scalar) -> Bool {
    let isQuoted = ["\"", "'"].contains(source[position])
    let place = isQuoted ? Position(line: position.line, column: position.column + 1) : position
    guard let character = source[place], let current = readable[place],
      current == Self.aliasMark || originals[current] == nil,
      !"[{:'\" ".unicodeScalars.contains(character)
    else { return false }
    originals[mark] = character
    readable.replace(at: place, with: mark)
    return true
  }

  private func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { originals[$0] != nil }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { originals[$0] ?? $0 }))
  }
}

extension Position {
  init(_ mark: Mark) {
    self.init(line: mark.line, column: mark.column)
  }
}

// MARK: Syntax errors

extension YAMLSyntaxError {
  fileprivate init(_ error: any Error) {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      self.init(
        problem: problem, position: Position(mark), context: context?.text,
        contextPosition: context.map { Position($0.mark) })
    case .reader(let problem, _, _, _):
      self.init(problem: problem, position: .start, context: nil, contextPosition: nil)
    default:
      self.init(problem: "it cannot be read", position: .start, context: nil, contextPosition: nil)
    }
  }
}
