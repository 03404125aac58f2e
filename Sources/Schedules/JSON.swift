/// JSON whose members keep their order, so that a schema is always rendered as the same bytes.
enum JSON: Sendable, Hashable {
  case text(String)
  case integer(Int)
  case flag(Bool)
  case array([JSON])
  case object([Member])

  struct Member: Sendable, Hashable {
    let name: String
    let value: JSON
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member(name: $0, value: $1) })
  }

  init(_ texts: [String]) { self = .array(texts.map(JSON.text)) }
}

extension JSON {
  /// The object with one more member at its end. Any other value is returned unchanged.
  func adding(_ name: String, _ value: JSON?) -> JSON {
    guard let value, case .object(let members) = self else { return self }
    return .object(members + [Member(name: name, value: value)])
  }

  /// Indented by two spaces; arrays of plain values on one line.
  func rendered(indentation: String = "") -> String {
    let inner = indentation + "  "
    switch self {
    case .text(let text): return Self.escaped(text)
    case .integer(let number): return "\(number)"
    case .flag(let flag): return "\(flag)"
    case .array(let elements):
      let parts = elements.map { $0.rendered(indentation: inner) }
      if elements.allSatisfy(\.isPlain) { return "[\(parts.joined(separator: ", "))]" }
      return Self.block("[", parts, "]", indentation)
    case .object(let members):
      let parts = members.map { "\(Self.escaped($0.name)): \($0.value.rendered(indentation: inner))" }
      return members.isEmpty ? "{}" : Self.block("{", parts, "}", indentation)
    }
  }

  private var isPlain: Bool {
    switch self {
    case .text, .integer, .flag: true
    case .array, .object: false
    }
  }

  private static func block(
    _ opening: String, _ parts: [String], _ closing: String, _ indentation: String
  ) -> String {
    let lines = parts.map { "\(indentation)  \($0)" }.joined(separator: ",\n")
    return "\(opening)\n\(lines)\n\(indentation)\(closing)"
  }

  private static func escaped(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
