/// A decimal number with a fixed number of digits after the point, as a `numeric(precision, scale)` column
/// holds it.
struct ExactDecimal: Hashable, Sendable, CustomStringConvertible {
  /// The number without its point: 1234.50 with scale 2 is 123450.
  let units: Int128
  let scale: Int

  /// The fraction rounded once, half away from zero. An overflow of 128 bits traps; the largest numerator
  /// that the tests can make (1e5 rows of 1e19 microseconds, times 1e4) is far from it.
  init(rounding numerator: Int128, over denominator: Int128, scale: Int) {
    precondition(denominator != 0 && scale >= 0)
    let isNegative = (numerator < 0) != (denominator < 0)
    let scaled = magnitude(numerator) * power(of: 10, scale)
    let divisor = magnitude(denominator)
    var quotient = scaled / divisor
    let remainder = scaled % divisor
    if remainder * 2 >= divisor { quotient += 1 }
    self.units = isNegative ? -quotient : quotient
    self.scale = scale
  }

  /// Whether a column of the precision and the number's own scale can hold it.
  func fits(precision: Int) -> Bool {
    magnitude(units) < power(of: 10, precision)
  }

  /// As PostgreSQL prints it: every digit of the scale, no exponent, no negative zero.
  var description: String {
    var digits = String(magnitude(units))
    while digits.count <= scale { digits = "0" + digits }
    let sign = units < 0 ? "-" : ""
    if scale == 0 { return sign + digits }
    return sign + digits.dropLast(scale) + "." + digits.suffix(scale)
  }
}

private func magnitude(_ number: Int128) -> Int128 {
  number < 0 ? -number : number
}

private func power(of base: Int128, _ exponent: Int) -> Int128 {
  var result: Int128 = 1
  for _ in 0..<exponent { result *= base }
  return result
}
