extension Int {
  /// The quotient rounded towards minus infinity, so that days and seconds before 1970 count on evenly.
  func floored(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
  }

  /// What ``floored(by:)`` leaves over: from 0 up to a positive divisor.
  func remainder(by divisor: Int) -> Int {
    self - floored(by: divisor) * divisor
  }
}
