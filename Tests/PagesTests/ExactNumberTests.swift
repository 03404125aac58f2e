import Testing

@testable import Pages

struct ExactNumberTests {
  private func number(_ text: String) throws -> ExactNumber { try #require(ExactNumber(text)) }

  @Test(arguments: [
    ("0", "0"), ("0.49", "0"), ("0.5", "1"), ("610", "610"), ("999.49", "999"),
    // What rounds to a thousand is one, whatever its unit.
    ("999.5", "1.0 k"), ("1000", "1.0 k"), ("9100", "9.1 k"), ("9949.99", "9.9 k"), ("9950", "10 k"),
    ("10000", "10 k"),
    ("529000", "529 k"), ("999499.99", "999 k"), ("999500", "1.00 m"), ("999999", "1.00 m"),
    ("2170000", "2.17 m"),
    ("9994999.99", "9.99 m"), ("9995000", "10.0 m"), ("19200000", "19.2 m"), ("99949999", "99.9 m"),
    ("99950000", "100 m"),
    ("999499999.99", "999 m"), ("999500000", "1.00 bn"), ("12345678901.23", "12.3 bn"),
    ("123456789012345678.90", "123,456,789 bn"),
    ("-0.4", "0"), ("-610", "\u{2212}610"), ("-9950", "\u{2212}10 k"), ("-999500", "\u{2212}1.00 m"),
  ])
  func short(text: String, expected: String) throws { #expect(try number(text).short == expected) }

  /// Every unit and both sides of each of its bounds, against rounding by hand.
  @Test func shortEqualsRoundingByHand() throws {
    for exponent in 0...12 {
      for digits in [
        "1", "4", "5", "9", "94", "95", "994", "995", "9949", "9950", "9994", "9995", "99949", "99950",
        "999499", "999500",
      ] {
        for fraction in ["", ".49", ".5", ".99"] {
          let text = digits + String(repeating: "0", count: exponent) + fraction
          #expect(try number(text).short == HandRounding.short(text), "\(text)")
          #expect(try number("-" + text).short == HandRounding.short("-" + text), "-\(text)")
        }
      }
    }
  }

  @Test(arguments: [
    ("0", 0, "0"), ("999", 0, "999"), ("1000", 0, "1,000"), ("1234567.895", 2, "1,234,567.90"),
    ("-1234.5", 0, "\u{2212}1,235"),
    ("-0.001", 2, "0.00"), ("12345678901234567890.12", 2, "12,345,678,901,234,567,890.12"), ("7", 2, "7.00"),
  ])
  func grouped(text: String, decimals: Int, expected: String) throws {
    #expect(try number(text).grouped(decimals) == expected)
  }

  /// Cells of tables keep every digit, and an ASCII minus.
  @Test(arguments: [
    ("1369611.13", "1,369,611.13"), ("-1369611.13", "-1,369,611.13"), ("-999", "-999"), ("0.2357", "0.2357"),
    ("1000", "1,000"),
    ("12345678901234567890.1234", "12,345,678,901,234,567,890.1234"), ("0.00", "0.00"),
  ])
  func groupingChangesNothingElse(text: String, expected: String) {
    #expect(ExactNumber.grouped(text) == expected)
    #expect(ExactNumber.grouped(text).replacing(",", with: "") == text)
  }

  /// Binary fractions would round the first of each pair down.
  @Test(arguments: [
    ("1.005", "1.01"), ("2.675", "2.68"), ("-1.005", "-1.01"), ("1.0049999", "1.00"), ("-0.005", "-0.01"),
    ("12345678901234567890.125", "12345678901234567890.13"),
  ])
  func roundsHalfAwayFromZero(text: String, expected: String) throws {
    #expect(try number(text).digits(2) == expected)
  }

  @Test(arguments: [
    ("0", 0, "0%"), ("0.2357", 0, "24%"), ("0.2357", 1, "23.6%"), ("0.005", 0, "1%"), ("0.0049", 0, "0%"),
    ("-0.125", 0, "\u{2212}13%"),
    ("12.34", 0, "1,234%"), ("1", 1, "100.0%"),
  ])
  func percent(text: String, decimals: Int, expected: String) throws {
    #expect(try number(text).percent(decimals) == expected)
  }

  @Test(arguments: [
    ("0", "0.0×"), ("4.8571", "4.9×"), ("9.9499", "9.9×"), ("9.95", "10×"), ("13.5", "14×"),
    ("99.4999", "99×"), ("99.5", "> 99×"),
    ("100", "> 99×"), ("12345.6", "> 99×"), ("-0.25", "\u{2212}0.3×"), ("-9.95", "\u{2212}10×"),
  ])
  func multiple(text: String, expected: String) throws { #expect(try number(text).multiple == expected) }

  @Test(arguments: [("529000", "+529 k"), ("-455000", "\u{2212}455 k"), ("0", "0"), ("3", "+3")])
  func change(text: String, expected: String) throws { #expect(try number(text).change == expected) }

  @Test(arguments: [
    ("0", "10", "0.00%"), ("4.32", "10", "43.20%"), ("1", "3", "33.33%"), ("2", "3", "66.67%"),
    ("10", "10", "100.00%"), ("11", "10", "100.00%"),
    ("-1", "10", "0.00%"), ("5", "0", "0.00%"),
  ])
  func position(text: String, end: String, expected: String) throws {
    #expect(try number(text).position(to: number(end)) == expected)
  }

  @Test func median() throws {
    func median(_ texts: String...) throws -> String? { ExactNumber.median(try texts.map(number))?.text }
    #expect(try median() == nil)
    #expect(try median("7") == "7")
    #expect(try median("9", "-1", "2.5") == "2.5")
    #expect(try median("4", "1", "3.01", "2") == "2.505")
  }

  @Test func whatIsNoNumberHasNoValue() {
    for text in [
      "", "abc", "–", "12abc", "12 3", "1.2.3", "1,234", "-", ".", "5.", ".5", "NaN", "1e5", "--1", " 1",
    ] { #expect(ExactNumber(text) == nil, "\(text)") }
  }
}
