/// Dates and instants as text that PostgreSQL prints with `DateStyle = ISO` and `TimeZone = UTC`, and reads
/// under any setting. The arithmetic is written anew: the oracle shares no calendar with the product.
enum CivilText {
  static let microsecondsPerDay = 86_400_000_000

  static func date(_ day: Int) -> String {
    let (text, era) = dateAndEra(day)
    return text + era
  }

  static func instant(_ microseconds: Int) -> String {
    let day = floorDivide(microseconds, microsecondsPerDay)
    let ofDay = microseconds - day * microsecondsPerDay
    let seconds = ofDay / 1_000_000
    var time = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    var fraction = padded(ofDay % 1_000_000, 6)
    while fraction.hasSuffix("0") { fraction.removeLast() }
    if !fraction.isEmpty { time += "." + fraction }
    let (text, era) = dateAndEra(day)
    return "\(text) \(time)+00\(era)"
  }

  static func date(_ date: SourceDate) -> String {
    switch date {
    case .minusInfinity: "-infinity"
    case .day(let day): self.date(day)
    case .infinity: "infinity"
    }
  }

  static func instant(_ instant: SourceInstant) -> String {
    switch instant {
    case .minusInfinity: "-infinity"
    case .at(let microseconds): self.instant(microseconds)
    case .infinity: "infinity"
    }
  }

  /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar; the year 0 is 1 BC.
  static func day(_ year: Int, _ month: Int, _ dayOfMonth: Int) -> Int {
    // Years begin in March here, so that the leap day is the last day.
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let leapDays = floorDivide(shifted, 4) - floorDivide(shifted, 100) + floorDivide(shifted, 400)
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + dayOfMonth - 1
    return 365 * shifted + leapDays + dayOfYear - 719_468
  }

  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    var year = 1970 + floorDivide(day, 366)
    while self.day(year + 1, 1, 1) <= day { year += 1 }
    while self.day(year, 1, 1) > day { year -= 1 }
    var month = 12
    while self.day(year, month, 1) > day { month -= 1 }
    return (year, month, day - self.day(year, month, 1) + 1)
  }

  private static func dateAndEra(_ day: Int) -> (text: String, era: String) {
    let (year, month, dayOfMonth) = civil(day)
    let shownYear = year > 0 ? year : 1 - year
    let text = "\(padded(shownYear, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
    return (text, year > 0 ? "" : " BC")
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
  }
}
