internal import DisplayWidth

extension String {
  /// The text with U+FFFD in place of control and formatting characters, except line breaks and tabs: names and messages can come
  /// from the CRM, and must not control the terminal, nor the order in which it shows characters. The joiners that Persian and
  /// Indian scripts and emoji are written with stay where they join something.
  var printable: String {
    guard !isPlainASCII else { return self }
    let scalars = Array(unicodeScalars)
    return String(
      UnicodeScalarView(
        scalars.indices.map { index in
          let scalar = scalars[index]
          if scalar == "\n" || scalar == "\t" || scalar.properties.isPrintable { return scalar }
          let isBetween = index > scalars.startIndex && index < scalars.endIndex - 1
          guard scalar.properties.isJoinControl, isBetween else { return "\u{FFFD}" }
          let neighbours = [scalars[index - 1], scalars[index + 1]]
          return neighbours.allSatisfy(\.canBeJoined) ? scalar : "\u{FFFD}"
        }))
  }

  /// The same in one line.
  var printableLine: String {
    isPlainASCII ? self : replacing(/[\n\t]/, with: "\u{FFFD}").printable
  }
}

extension Unicode.Scalar {
  fileprivate var canBeJoined: Bool {
    if value >= 0x80, properties.isEmoji { return true }
    return switch properties.generalCategory {
    case .otherLetter, .nonspacingMark, .spacingMark: true
    default: false
    }
  }
}

extension Unicode.Scalar.Properties {
  /// Whether a terminal shows it and does nothing else.
  var isPrintable: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
