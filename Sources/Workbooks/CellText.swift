internal import XML

/// A text as the content of a cell.
enum CellText {
  /// The most UTF-16 code units that a cell can hold.
  static let maxLength = 32_767
  /// What stands at the end of a longer text.
  static let cutMark = "… [cut]"

  /// Appends a text. Each run of line breaks and tabs becomes a blank, as in CSV files, and what XML cannot hold U+FFFD.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) {
    guard text.count <= maxLength, unsafe !text.contains(where: isBreak), unsafe !looksEscaped(text) else {
      var text = escaped(cut(unsafe onOneLine(text)))
      return text.withUTF8 { _ = unsafe XMLCharacters.append($0, to: &buffer) }
    }
    _ = unsafe XMLCharacters.append(text, to: &buffer)
  }

  /// Whether blanks at its ends could get lost.
  static func needsBlanksKept(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = unsafe text.first, let last = unsafe text.last else { return false }
    return first <= UInt8(ascii: " ") || last <= UInt8(ascii: " ")
  }

  private static func isBreak(_ byte: UInt8) -> Bool { (0x09...0x0A).contains(byte) || byte == 0x0D }

  private static func onOneLine(_ text: UnsafeBufferPointer<UInt8>) -> String {
    var line: [UInt8] = []
    var wasBreak = false
    for index in text.indices {
      let byte = unsafe text[index]
      if !isBreak(byte) { line.append(byte) } else if !wasBreak { line.append(UInt8(ascii: " ")) }
      wasBreak = isBreak(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  private static func cut(_ text: String) -> String {
    guard text.utf16.count > maxLength else { return text }
    var length = cutMark.utf16.count
    let kept = text.unicodeScalars.prefix { scalar in
      length += UTF16.width(scalar)
      return length <= maxLength
    }
    return String(kept) + cutMark
  }

  /// Spreadsheets read `_x0041_` as the character U+0041.
  private static func escaped(_ text: String) -> String {
    text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_")
  }

  private static func looksEscaped(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 6 else { return false }
    let underscore = UInt8(ascii: "_")
    return (0..<text.count - 6).contains { index in
      unsafe text[index] == underscore && text[index + 1] == UInt8(ascii: "x")
        && text[index + 6] == underscore
    }
  }
}
