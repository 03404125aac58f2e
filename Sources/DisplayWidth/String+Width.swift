extension String {
  /// How many columns of a terminal it takes: East Asian characters and emoji two, combining marks none.
  package var displayWidth: Int { isPlainASCII ? utf8.count : reduce(0) { $0 + $1.displayWidth } }

  /// Whether all of it is ASCII that can be printed, which most cells of a table are: then a byte is a character, and nobody
  /// needs to ask Unicode about it.
  package var isPlainASCII: Bool { utf8.allSatisfy { (0x20...0x7E).contains($0) } }

  package func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth))
  }

  /// The text, or its beginning with `…` where it is wider.
  package func cut(to width: Int) -> String {
    guard displayWidth > width else { return self }
    var (beginning, room) = ("", width - 1)
    for character in self {
      room -= character.displayWidth
      guard room >= 0 else { break }
      beginning.append(character)
    }
    return beginning + "…"
  }

  /// The text in lines that are broken at spaces. A longer word has a line of its own.
  package func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if let last = lines.last, last.displayWidth + 1 + String(word).displayWidth <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}

extension Character {
  fileprivate var displayWidth: Int {
    // Asks for the picture of the character before it.
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    return unicodeScalars.map(\.displayWidth).max() ?? 0
  }
}

extension Unicode.Scalar {
  /// Blocks whose characters are wide, by Unicode's EastAsianWidth; emoji are wide too.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
    0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]

  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: 0
    default: properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }
}
