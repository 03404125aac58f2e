/// Which numbers a spreadsheet keeps: it computes in binary floating point.
enum ExactDigits {
  /// So many significant decimal digits survive.
  private static let most = 15

  /// - Parameter number: digits with an optional sign and point, in ASCII. Anything else is not kept.
  static func areKept(_ number: some Sequence<UInt8>) -> Bool {
    var (significant, zeros) = (0, 0)
    for byte in number {
      switch byte {
      case UInt8(ascii: "0"):
        // Counts if another digit follows, and one came before.
        if significant > 0 { zeros += 1 }
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        significant += zeros + 1
        zeros = 0
      case UInt8(ascii: "-"), UInt8(ascii: "."): continue
      default: return false
      }
    }
    return significant <= most
  }
}
