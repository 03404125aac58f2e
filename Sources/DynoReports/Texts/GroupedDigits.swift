/// Numbers as people read them: with a comma after each three digits before the point.
extension String {
  /// The text; if it is a decimal number, with its digits in groups.
  var grouped: String {
    guard let number = wholeMatch(of: /([+-]?)([0-9]{4,})(\.[0-9]+)?/) else { return self }
    let (sign, digits, fraction) = (number.1, Array(number.2), number.3 ?? "")
    let whole = digits.indices.map { index in
      index > 0 && (digits.count - index) % 3 == 0 ? ",\(digits[index])" : "\(digits[index])"
    }
    return sign + whole.joined() + fraction
  }
}

extension BinaryInteger {
  var grouped: String { String(self).grouped }
}
