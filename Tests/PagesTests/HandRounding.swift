/// Rounds numbers digit by digit, as one does it on paper: to compare with what the pages do.
enum HandRounding {
  /// Half away from zero, with a comma after each three digits and a typographic minus.
  ///
  /// - Parameter shift: by how many places the point is moved to the left first.
  static func rounded(_ text: String, shift: Int = 0, decimals: Int = 0) -> String {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    var digits = parts.joined().compactMap(\.wholeNumberValue)
    var point = parts[0].count - shift
    if point < 1 {
      digits = Array(repeating: 0, count: 1 - point) + digits
      point = 1
    }
    let kept = point + decimals
    digits += Array(repeating: 0, count: max(kept + 1 - digits.count, 0))
    let isUp = digits[kept] >= 5
    digits = Array(digits[..<kept])
    if isUp {
      var place = kept - 1
      while place >= 0, digits[place] == 9 {
        digits[place] = 0
        place -= 1
      }
      if place < 0 {
        digits.insert(1, at: 0)
        point += 1
      } else {
        digits[place] += 1
      }
    }
    var whole = digits[..<point].map(String.init).joined()
    while whole.count > 1, whole.hasPrefix("0") { whole.removeFirst() }
    let fraction = digits[point...].map(String.init).joined()
    let sign = isNegative && digits.contains { $0 > 0 } ? "\u{2212}" : ""
    return sign + grouped(whole) + (decimals > 0 ? "." + fraction : "")
  }

  private static func grouped(_ whole: String) -> String {
    whole.count > 3 ? grouped(String(whole.dropLast(3))) + "," + whole.suffix(3) : whole
  }

  /// The first unit in which it is less than a thousand, with the digits that fit.
  static func short(_ text: String) -> String {
    for (unit, exponent, decimals) in [("", 0, 0), (" k", 3, 1), (" m", 6, 2), (" bn", 9, 2)] {
      for places in (0...decimals).reversed() {
        let shown = rounded(text, shift: exponent, decimals: places)
        let whole = shown.drop { $0 == "\u{2212}" }.prefix { $0 != "." }
        let fits = places == 0 ? whole.count <= 3 || exponent == 9 : whole.count + places <= decimals + 1
        if fits { return shown + unit }
      }
    }
    return text
  }

  /// A share as a whole percentage, of two amounts with as many decimals; the second is positive.
  static func percent(_ part: Int, of whole: Int) -> String {
    let percent = (200 * abs(part) + whole) / (2 * whole)
    return (part < 0 && percent > 0 ? "\u{2212}" : "") + grouped("\(percent)") + "%"
  }
}
