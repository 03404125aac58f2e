extension Int {
  /// The quotient rounded towards minus infinity, so that days and seconds before 1970 are counted like later
  /// ones.
  func floored(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
  }

  /// The remainder of ``floored(by:)``: from 0 up to but not including a positive divisor.
  func remainder(by divisor: Int) -> Int {
    self - floored(by: divisor) * divisor
  }
}
