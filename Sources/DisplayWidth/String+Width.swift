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
}

extension Character {
  fileprivate var displayWidth: Int {
    // Asks for the picture of the character before it.
    if unicodeScalars.contains("\u{FE0F}") { return 2 }
    return unicodeScalars.map(\.displayWidth).max() ?? 0
  }
}

extension Unicode.Scalar {
  /// Blocks whose characters are wide, by Unicode's EastAsianWidth.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]

  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: 0
    default: properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
    }
  }
}
