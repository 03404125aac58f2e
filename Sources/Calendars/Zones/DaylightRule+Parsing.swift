extension DaylightRule {
  /// - Parameter text: a POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`, in which offsets count
  ///   westwards. If it names daylight saving time, it must also say when that starts and ends: there is no
  ///   default.
  init?(posix text: String) {
    var scanner = TextScanner(text)
    guard Self.skipAbbreviation(&scanner), let west = Self.time(&scanner, hours: 0...24) else { return nil }
    standardOffset = -west
    if scanner.isAtEnd { return }

    guard Self.skipAbbreviation(&scanner) else { return nil }
    var offset = standardOffset + 3_600
    if !scanner.skip(",") {
      guard let west = Self.time(&scanner, hours: 0...24), scanner.skip(",") else { return nil }
      offset = -west
    }
    guard let start = Self.moment(&scanner), scanner.skip(","),
      let end = Self.moment(&scanner), scanner.isAtEnd
    else { return nil }
    daylight = Daylight(offset: offset, start: start, end: end)
  }

  /// Three or more letters; between `<` and `>` also digits and signs.
  private static func skipAbbreviation(_ scanner: inout TextScanner) -> Bool {
    let isLetter = { (byte: UInt8) in (0x61...0x7a).contains(byte | 0x20) }
    guard scanner.skip("<") else { return scanner.skip(while: isLetter) >= 3 }
    let length = scanner.skip {
      isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
    }
    return length >= 3 && scanner.skip(">")
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  private static func time(_ scanner: inout TextScanner, hours: ClosedRange<Int>) -> Int? {
    let isNegative = scanner.skip("-")
    if !isNegative { _ = scanner.skip("+") }
    guard let hour = scanner.number(digits: 1...3), hours.contains(hour) else { return nil }
    var seconds = hour * 3_600
    if scanner.skip(":") {
      guard let minute = scanner.number(digits: 2, in: 0...59) else { return nil }
      seconds += minute * 60
      if scanner.skip(":") {
        guard let second = scanner.number(digits: 2, in: 0...59) else { return nil }
        seconds += second
      }
    }
    return isNegative ? -seconds : seconds
  }

  /// A day and, after a slash, a time; the default is 02:00.
  private static func moment(_ scanner: inout TextScanner) -> YearlyMoment? {
    guard let day = day(&scanner) else { return nil }
    guard scanner.skip("/") else { return YearlyMoment(day: day, time: 2 * 3_600) }
    return time(&scanner, hours: 0...167).map { YearlyMoment(day: day, time: $0) }
  }

  private static func day(_ scanner: inout TextScanner) -> YearlyMoment.Day? {
    if scanner.skip("J") {
      guard let number = scanner.number(digits: 1...3), (1...365).contains(number) else { return nil }
      return .ofCommonYear(number)
    }
    if scanner.skip("M") {
      guard let month = scanner.number(digits: 1...2), (1...12).contains(month), scanner.skip("."),
        let week = scanner.number(digits: 1, in: 1...5), scanner.skip("."),
        let weekday = scanner.number(digits: 1, in: 0...6)
      else { return nil }
      return .weekday(month: month, week: week, weekday: weekday)
    }
    guard let number = scanner.number(digits: 1...3), (0...365).contains(number) else { return nil }
    return .sinceNewYear(number)
  }
}
