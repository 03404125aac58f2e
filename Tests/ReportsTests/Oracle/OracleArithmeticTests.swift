import Foundation
import Testing

@Suite struct OracleArithmeticTests {
  @Test(arguments: [
    (1, 2, 0, "1"), (-1, 2, 0, "-1"), (1, -2, 0, "-1"), (-3, -2, 0, "2"),
    (49, 100, 0, "0"), (-49, 100, 0, "0"),
    (1, 3, 4, "0.3333"), (2, 3, 4, "0.6667"), (-2, 3, 4, "-0.6667"),
    (1005, 1000, 2, "1.01"), (-1005, 1000, 2, "-1.01"), (1_004_999, 1_000_000, 2, "1.00"),
    (-1, 1000, 2, "0.00"), (123_450, 100, 2, "1234.50"), (7, 1, 2, "7.00"),
  ])
  func rounding(_ numerator: Int, _ denominator: Int, _ scale: Int, _ text: String) {
    let value = ExactDecimal(rounding: Int128(numerator), over: Int128(denominator), scale: scale)
    #expect(value.description == text)
  }

  @Test func aColumnsLimitIsForTheRoundedValue() {
    // numeric(20,2): 999,999,999,999,999,999.994 fits, …,999.995 becomes 10^18.
    let limit: Int128 = 1_000_000_000_000_000_000_000
    #expect(ExactDecimal(rounding: limit - 6, over: 1000, scale: 2).fits(precision: 20))
    #expect(!ExactDecimal(rounding: limit - 5, over: 1000, scale: 2).fits(precision: 20))
    #expect(!ExactDecimal(rounding: -limit + 5, over: 1000, scale: 2).fits(precision: 20))
  }

  @Test(arguments: [
    (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 3, 1, 11_017), (2026, 10, 1, 20_727),
    (1, 1, 1, -719_162), (-4712, 1, 1, -2_440_550),
  ])
  func daysSince1970(_ year: Int, _ month: Int, _ day: Int, _ days: Int) {
    #expect(CivilText.day(year, month, day) == days)
  }

  @Test(arguments: [
    (0, "1970-01-01 00:00:00+00"),
    (-1, "1969-12-31 23:59:59.999999+00"),
    (1_790_805_600_000_000, "2026-09-30 22:00:00+00"),
    (1_790_805_600_500_000, "2026-09-30 22:00:00.5+00"),
    (-719_163 * 86_400_000_000, "0001-12-31 00:00:00+00 BC"),
  ])
  func instants(_ microseconds: Int, _ text: String) {
    #expect(CivilText.instant(microseconds) == text)
  }

  @Test func datesAreReadBack() {
    for day in stride(from: -800_000, through: 3_000_000, by: 997) {
      let text = CivilText.date(day)
      if text.hasSuffix("BC") { continue }
      let parts = text.split(separator: "-").compactMap { Int($0) }
      #expect(CivilText.day(parts[0], parts[1], parts[2]) == day)
    }
  }

  @Test func infinitiesAreTheEndsOfTime() {
    #expect(SourceInstant.minusInfinity < .at(.min) && SourceInstant.at(.max) < .infinity)
    #expect(OracleWindow.unbounded.contains(SourceInstant.infinity))
    let window = OracleWindow(start: 10, end: 20, startDate: 1, endDate: 2)
    #expect([9, 10, 19, 20].map { window.contains(SourceInstant.at($0)) } == [false, true, true, false])
    #expect([0, 1, 2].map { window.contains(SourceDate.day($0)) } == [false, true, false])
    #expect(!window.contains(SourceInstant.minusInfinity) && !window.contains(SourceDate.infinity))
  }

  @Test func bytesOfIdsAreUnsigned() {
    let low = RandomIDs.id(first: 0x7f, kind: "57a6", number: 9)
    let high = RandomIDs.id(first: 0x80, kind: "57a6", number: 1)
    #expect(low.precedes(high) && !high.precedes(low))
  }
}
