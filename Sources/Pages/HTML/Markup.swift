/// Markup of a page. What a literal contains is markup; what is inserted into it is text, and is escaped.
struct Markup: ExpressibleByStringInterpolation {
  private(set) var text: String

  init(stringLiteral literal: String) { text = literal }
  init(stringInterpolation interpolation: StringInterpolation) { text = interpolation.text }

  static func += (left: inout Markup, right: Markup) { left.text += right.text }
  static func + (left: Markup, right: Markup) -> Markup {
    var sum = left
    sum += right
    return sum
  }

  var isEmpty: Bool { text.isEmpty }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 12 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    mutating func appendInterpolation(_ markup: [Markup]) { for part in markup { text += part.text } }
    mutating func appendInterpolation(_ number: Int) { text += String(number) }
    mutating func appendInterpolation(_ value: String) { text.append(escaped: value) }
  }
}

extension String {
  /// Appends a text so that it is nothing but text on a page. Control characters become U+FFFD. Those that turn the direction
  /// of writing are left out: they would turn what comes after, too.
  fileprivate mutating func append(escaped value: String) {
    if value.utf8.allSatisfy(\.isPlain) { return append(value) }
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": append("&amp;")
      case "<": append("&lt;")
      case ">": append("&gt;")
      case "\"": append("&quot;")
      case "'": append("&#39;")
      case "\n", "\t": unicodeScalars.append(scalar)
      case _ where scalar.turnsDirection: continue
      case _ where scalar.properties.generalCategory == .control: append("\u{FFFD}")
      default: unicodeScalars.append(scalar)
      }
    }
  }
}

extension UInt8 {
  /// Whether it is ASCII that means nothing in markup, which nearly all of a page is.
  fileprivate var isPlain: Bool {
    switch self {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: (0x20...0x7E).contains(self)
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is one of Unicode's marks, embeddings, overrides and isolates for the direction of writing.
  var turnsDirection: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
