/// Draws the column values of a random CRM, most of them where reports are likely to go wrong.
struct RandomValues {
  let window: OracleWindow
  let start: Int
  let end: Int
  let asOf: Int
  let poison: Poison
  var random: SplitMix64
  /// In some CRMs nearly every amount is huge: sums then need more digits than binary floating point has.
  private let isRich: Bool

  init(window: OracleWindow, asOf: Int, poison: Poison, random: SplitMix64) {
    guard let start = window.start, let end = window.end else { preconditionFailure("window has bounds") }
    self.window = window
    self.start = start
    self.end = end
    self.asOf = asOf
    self.poison = poison
    self.random = random
    isRich = self.random.chance(20)
  }

  /// Often in the first half of the window, so that the deal can also close in the window.
  mutating func creation() -> SourceInstant {
    random.chance(45) ? .at(start + random.below((end - start) / 2)) : instant()
  }

  mutating func instant() -> SourceInstant {
    if poison.contains(.infiniteInstants) && random.chance(5) {
      return random.pick([.minusInfinity, .infinity])
    }
    if poison.contains(.farInstants) && random.chance(8) {
      let years = random.pick([-4700, -1000, 2, 9000, 200_000, 290_000])
      return .at(CivilText.day(years, 1, 1) * CivilText.microsecondsPerDay)
    }
    switch random.below(20) {
    case 0..<3: return .at(start + random.within(-1...1))
    case 3..<6: return .at(end + random.within(-1...1))
    case 6..<10: return .at(start + random.below(end - start))
    case 10..<12: return .at(asOf + random.within(-1...1))
    case 12..<16: return .at(roundingAge())
    case 16: return .at(utcMidnight() + random.within(-1...1))
    case 17: return .at(start - random.below(400) * CivilText.microsecondsPerDay - random.below(7))
    case 18: return .at(start - random.below(40 * 365) * CivilText.microsecondsPerDay)
    default: return .at(end + random.below(90) * CivilText.microsecondsPerDay + random.below(7))
    }
  }

  /// An instant whose distance from the given one, in days with four places, lies on a half or misses one by
  /// a microsecond. It is mostly later, and mostly close.
  mutating func closing(_ created: SourceInstant) -> SourceInstant {
    guard case .at(let created) = created, random.chance(60) else { return instant() }
    let halfStep = CivilText.microsecondsPerDay / 20_000
    let steps = 2 * random.below(random.pick([5, 5_000, 300_000])) + 1
    let sign = random.chance(80) ? 1 : -1
    return .at(created + sign * steps * halfStep + nudge())
  }

  /// A stay that ends exactly at the window's start is inside, so this edge is drawn often.
  mutating func exit() -> SourceInstant {
    random.chance(30) ? .at(start + random.within(-1...1)) : instant()
  }

  /// Days around the period's edges, which are local dates, and around the UTC dates of the edges.
  mutating func date() -> SourceDate {
    if poison.contains(.infiniteDates) && random.chance(8) {
      return random.pick([.minusInfinity, .infinity])
    }
    guard let startDate = window.startDate, let endDate = window.endDate else {
      preconditionFailure("window has dates")
    }
    switch random.below(10) {
    case 0: return .day(startDate + random.within(-1...0))
    case 1: return .day(endDate + random.within(-1...0))
    case 2..<9: return .day(startDate + random.below(endDate - startDate))
    default: return .day(startDate + random.within(-400...400))
    }
  }

  mutating func amount() -> SourceAmount {
    if poison.contains(.nanAmounts) && random.chance(4) { return .nan }
    if poison.contains(.wideAmounts) && random.chance(25) {
      // The first is the limit of the average; the second fits into a total once, but not twice.
      return .cents(random.pick([100_000_000_000_000, 60_000_000_000_000_000_000, -700_000_000_000_000]))
    }
    switch isRich && random.chance(85) ? 8 : random.below(10) {
    case 0: return .cents(0)
    case 1: return .cents(Int128(random.within(-300...(-1))))
    case 2..<5: return .cents(Int128(random.within(1...9)))
    case 5..<8: return .cents(Int128(random.within(1...20_000_000)))
    case 8: return .cents(Int128(random.within(99_999_999_990_000...99_999_999_999_999)))
    default: return .cents(random.pick([99_999_999_999_999, -99_999_999_999_999]))
    }
  }

  /// Amounts for which the ratio of a small sum lies on a half of its last place, and 0.
  mutating func target() -> SourceAmount {
    if poison.contains(.nanTargets) && random.chance(10) { return .nan }
    switch random.below(10) {
    case 0..<2: return .cents(0)
    case 2..<5: return .cents(random.pick([20_000, 4_000, 200, 2_000_000]))
    case 5: return .cents(random.pick([-20_000, 1]))
    case 6..<8: return .cents(Int128(random.pick([300, 700, random.within(1...20_000_000)])))
    default: return amount()
    }
  }

  /// The start of a stay whose age, in days with two places, lies on a half or misses one by a microsecond.
  /// Some stays began decades ago, some are still to begin.
  private mutating func roundingAge() -> Int {
    let halfStep = CivilText.microsecondsPerDay / 200
    let steps = 2 * random.below(random.pick([50, 5_000, 2_000_000])) + 1
    return asOf - (random.chance(85) ? steps : -steps) * halfStep + nudge()
  }

  private mutating func nudge() -> Int {
    random.pick([0, 0, 0, -1, 1])
  }

  /// Where a date of the period begins in UTC, which is the wrong boundary.
  private mutating func utcMidnight() -> Int {
    let date = random.pick([window.startDate, window.endDate]) ?? 0
    return date * CivilText.microsecondsPerDay
  }
}
