import Calendars
import Testing

@testable import Workbooks

/// What becomes a number, a date or a text.
struct CellTests {
  @Test(
    "Numbers with at most 15 significant digits",
    arguments: [
      ("0", true), ("0.00", true), ("-1", true), ("123456789012345", true), ("1234567890123.45", true),
      ("-0.000000000000001", true), ("1234567890123456", false), ("12345678901234.56", false),
      ("1000000000000000000000", true), ("1000000000000000000000.00", true), ("1000000000000001", false),
      ("0.1234567890123456", false), ("9007199254740993", false), ("99999999999999999999.99", false),
      ("NaN", false), ("1e5", false), ("Infinity", false),
    ])
  func exactDigits(number: String, isKept: Bool) {
    #expect(ExactDigits.areKept(number.utf8) == isKept)
    // What is kept survives binary floating point.
    if isKept, let value = Double(number) {
      let digits = String(number.filter(\.isWholeNumber).drop { $0 == "0" })
      #expect(Double("\(value)") == value && digits.count <= 25)
    }
  }

  @Test(
    "Days are counted as all spreadsheets do",
    arguments: [
      ("1900-02-28", nil), ("1900-03-01", "61"), ("1970-01-01", "25569"), ("2026-10-01", "46296"),
      ("9999-12-31", "2958465"), ("0001-01-01", nil),
    ])
  func day(iso: String, number: String?) throws {
    #expect(DayNumber.text(of: try #require(CivilDate(iso: iso))) == number)
  }

  @Test(
    "Instants are days with a fraction",
    arguments: [
      ("1900-02-28T23:59:59Z", nil), ("1900-03-01T00:00:00Z", "61"),
      ("2026-09-30T22:00:00Z", "46295.916666666667"),
      ("2026-10-01T12:00:00Z", "46296.500000000000"), ("2026-10-01T00:00:01Z", "46296.000011574074"),
      ("2026-10-01T23:59:59Z", "46296.999988425926"),
    ])
  func instant(iso: String, number: String?) throws {
    #expect(DayNumber.text(of: try #require(Instant(iso8601: iso))) == number)
  }

  private func content(_ text: String) -> String {
    var (text, bytes) = (text, [UInt8]())
    text.withUTF8 { unsafe CellText.append($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "Texts are what they were",
    arguments: [
      ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"), ("=1+1", "=1+1"), ("bell\u{7}", "bell\u{FFFD}"),
      ("a\r\nb\tc\u{1}", "a b c\u{FFFD}"), ("\t= 1 ", " = 1 "), ("_x0041_", "_x005F_x0041_"),
      ("a_x000d_b", "a_x005F_x000d_b"),
      ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"),
      ("_x41_ _xGGGG_ _x0041", "_x41_ _xGGGG_ _x0041"), ("שלום 🎉", "שלום 🎉"), ("", ""),
    ])
  func text(text: String, expected: String) { #expect(content(text) == expected) }

  @Test func textsThatDoNotFitAreCutWithAMark() {
    let most = String(repeating: "é", count: CellText.maxLength)
    #expect(content(most) == most)
    for character in ["a", "é", "🎉"] {
      let cut = content(String(repeating: character, count: CellText.maxLength + 1))
      #expect(cut.hasSuffix(CellText.cutMark))
      let length = cut.utf16.count
      #expect((CellText.maxLength - 1...CellText.maxLength).contains(length))
      #expect(!cut.contains("\u{FFFD}"))
    }
  }
}
