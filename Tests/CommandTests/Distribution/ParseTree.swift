/// A part of a statement as PostgreSQL has parsed it, from the text that the catalog keeps of a function's body. The names
/// are those of PostgreSQL's structures: `QUERY` with `commandType`, `FUNCEXPR` with `funcid`.
struct ParseTree {
  let name: String
  /// The field of the whole that the part stands in.
  private let field: String
  /// The fields with a single value, as text.
  private(set) var values: [String: String] = [:]
  private var parts: [ParseTree] = []

  /// - Parameter text: a list of trees, such as `(({QUERY :commandType 1 …}))`.
  static func all(in text: String) -> [ParseTree] {
    var tokens = Tokens(text: Array(text.utf8)[...])
    var trees: [ParseTree] = []
    while let token = tokens.next() {
      if token == "{" { trees.append(ParseTree(&tokens, in: "")) }
    }
    return trees
  }

  /// After the opening brace.
  private init(_ tokens: inout Tokens, in field: String) {
    name = tokens.next() ?? ""
    self.field = field
    var field = ""
    while let token = tokens.next(), token != "}" {
      switch token {
      case "{": parts.append(ParseTree(&tokens, in: field))
      case "(", ")": break
      case _ where token.hasPrefix(":"): field = String(token.dropFirst())
      default: if values[field] == nil { values[field] = token }
      }
    }
  }

  subscript(field: String) -> [ParseTree] { parts.filter { $0.field == field } }

  /// The tree and all that it is made of.
  var everything: [ParseTree] { [self] + parts.flatMap(\.everything) }

  /// Without the statements inside it.
  var ofThisStatement: [ParseTree] {
    [self] + parts.filter { $0.name != "QUERY" }.flatMap(\.ofThisStatement)
  }

  private struct Tokens {
    var text: ArraySlice<UInt8>

    mutating func next() -> String? {
      text = text.drop { $0 == UInt8(ascii: " ") }
      guard let first = text.first else { return nil }
      if Self.isBracket(first) {
        text = text.dropFirst()
        return String(decoding: [first], as: UTF8.self)
      }
      var end = text.startIndex
      while end < text.endIndex, text[end] != UInt8(ascii: " "), !Self.isBracket(text[end]) {
        // A character of the name that would otherwise end it.
        end += text[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      end = min(end, text.endIndex)
      defer { text = text[end...] }
      return String(decoding: text[..<end], as: UTF8.self)
    }

    private static func isBracket(_ byte: UInt8) -> Bool { "{}()".utf8.contains(byte) }
  }
}
