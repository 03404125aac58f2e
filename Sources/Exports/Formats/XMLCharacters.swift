/// The characters that XML 1.0 cannot hold, not even escaped.
enum XMLCharacters {
  /// The text with each forbidden character replaced by U+FFFD, and a NUL at the end; nil if it has none.
  static func replacingForbidden(in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var forbidden: [(position: Int, length: Int)] = []
    for index in bytes.indices {
      let byte = unsafe bytes[index]
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
        forbidden.append((index, 1))
      } else if byte == 0xEF, index + 2 < bytes.count, unsafe bytes[index + 1] == 0xBF,
        unsafe bytes[index + 2] >= 0xBE
      {
        // U+FFFE and U+FFFF
        forbidden.append((index, 3))
      }
    }
    guard !forbidden.isEmpty else { return nil }
    var result: [UInt8] = []
    var copied = 0
    for (position, length) in forbidden {
      unsafe result.append(contentsOf: bytes[copied..<position])
      result += [0xEF, 0xBF, 0xBD]
      copied = position + length
    }
    unsafe result.append(contentsOf: bytes[copied...])
    result.append(0)
    return result
  }
}
