/// A span of time on the command line: a number and a unit, such as `90s`, `15m`, `2h` or `1d`.
struct TimeSpan {
  let seconds: Int

  /// - Returns: nil unless it is from a second to a week.
  init?(_ text: String) {
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), text.wholeMatch(of: /[1-9][0-9]{0,5}./) != nil,
      let number = Int(text.dropLast()), (1...7 * 86_400).contains(number * unit)
    else { return nil }
    seconds = number * unit
  }
}
