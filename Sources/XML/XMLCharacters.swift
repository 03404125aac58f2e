/// The characters of a text in XML 1.0.
package enum XMLCharacters {
  /// U+FFFD, in place of what XML cannot hold, not even escaped.
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// Appends a text as the content of an element.
  ///
  /// - Returns: whether it was changed, because it has characters that XML cannot hold.
  package static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout [UInt8]) -> Bool {
    var isChanged = false
    var copied = 0
    for index in text.indices {
      guard let (content, length, isReplaced) = unsafe substitute(at: index, in: text) else { continue }
      unsafe buffer.append(contentsOf: text[copied..<index])
      buffer += content
      copied = index + length
      isChanged = isChanged || isReplaced
    }
    unsafe buffer.append(contentsOf: text[copied...])
    return isChanged
  }

  /// What stands for a character in the content of an element; nil if it stands for itself.
  private static func substitute(
    at index: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> (content: [UInt8], length: Int, isReplaced: Bool)? {
    switch unsafe text[index] {
    case UInt8(ascii: "<"): return (Array("&lt;".utf8), 1, false)
    case UInt8(ascii: ">"): return (Array("&gt;".utf8), 1, false)
    case UInt8(ascii: "&"): return (Array("&amp;".utf8), 1, false)
    case UInt8(ascii: "\""): return (Array("&quot;".utf8), 1, false)
    case 0x0D: return (Array("&#13;".utf8), 1, false)
    case 0x09, 0x0A: return nil
    case ..<0x20: return (replacement, 1, true)
    // U+FFFE and U+FFFF
    case 0xEF:
      guard index + 2 < text.count, unsafe text[index + 1] == 0xBF, unsafe text[index + 2] >= 0xBE else {
        return nil
      }
      return (replacement, 3, true)
    default: return nil
    }
  }
}
