/// Text of which a terminal may show parts in bold or in colour. The words alone say the same.
struct StyledText: Equatable, ExpressibleByStringInterpolation, CustomStringConvertible {
  enum Style: Equatable {
    /// What the lines below are about.
    case heading
    /// Something is wrong.
    case bad
    /// Something may not be what was meant.
    case doubtful
    /// Something was checked, and is right.
    case good
  }

  struct Span: Equatable {
    let text: String
    let style: Style?
  }

  private(set) var spans: [Span]

  init(_ text: String, _ style: Style? = nil) { spans = [Span(text: text, style: style)] }

  init(stringLiteral text: String) { self.init(text) }

  static func + (left: Self, right: Self) -> Self {
    var text = left
    text.spans += right.spans
    return text
  }

  static func += (left: inout Self, right: Self) { left.spans += right.spans }

  /// Without styles.
  var description: String { spans.map(\.text).joined() }
}

extension [StyledText] {
  /// The lines as one text.
  var joined: StyledText {
    dropFirst().reduce(into: first ?? "") { text, line in text += "\n" + line }
  }
}
