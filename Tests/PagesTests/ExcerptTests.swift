import Testing

@testable import Pages

struct ExcerptTests {
  private func excerpt(_ numbers: [Int], highestFirst: Bool = false) -> Excerpt<Int> {
    var excerpt = Excerpt<Int>(first: 12, last: 8, highestFirst: highestFirst) { ExactNumber($0) }
    for number in numbers { excerpt.add(number) }
    return excerpt
  }

  @Test func fewAreShownWhole() {
    for numbers in [Array(1...30), Array((1...30).reversed())] {
      let excerpt = excerpt(numbers)
      #expect(excerpt.shown == Array(1...30))
      #expect(excerpt.omitted == 0 && excerpt.medianOfOmitted == nil)
    }
  }

  @Test func ofManyTheFirstAndTheLastAreShown() {
    let excerpt = excerpt(Array(1...31))
    #expect(excerpt.first == Array(1...12))
    #expect(excerpt.last == Array(24...31))
    #expect(excerpt.omitted == 11 && excerpt.medianOfOmitted == ExactNumber(18))
    #expect(excerpt.median == ExactNumber(16))
  }

  /// In whatever order they come; 7 and 1,000 have no divisor in common.
  @Test func theOrderIsThatOfTheNumbers() {
    let numbers = (0..<1_000).map { $0 * 7 % 1_000 }
    let lowest = excerpt(numbers)
    #expect(lowest.first == Array(0..<12) && lowest.last == Array(992..<1_000))
    #expect(lowest.omitted == 980 && lowest.medianOfOmitted == ExactNumber("501.5"))
    let highest = excerpt(numbers, highestFirst: true)
    #expect(highest.first == (988..<1_000).reversed() && highest.last == (0..<8).reversed())
    #expect(highest.medianOfOmitted == ExactNumber("497.5") && highest.count == 1_000)
  }

  @Test func theSameNumbersStayInTheirOrderUnlessThereIsAnother() {
    let names = (0..<40).map { String(UnicodeScalar(UInt8(65 + $0 * 7 % 40))) }
    var plain = Excerpt<String>(first: 3, last: 2, highestFirst: true) { _ in .zero }
    var named = Excerpt<String>(first: 3, last: 2, highestFirst: true, by: { _ in .zero }, ties: <)
    for name in names {
      plain.add(name)
      named.add(name)
    }
    #expect(plain.first == Array(names.prefix(3)) && plain.last == Array(names.suffix(2)))
    #expect(named.first == ["A", "B", "C"] && named.last == ["g", "h"])
  }

  @Test func noneIsNone() {
    #expect(excerpt([]).shown.isEmpty && excerpt([]).median == nil)
  }
}
