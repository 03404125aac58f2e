import DisplayWidth
import Testing

@testable import DynoReports

/// No text from the CRM controls a terminal, or the order in which it shows characters.
struct PrintableTests {
  @Test(arguments: [
    // Colours, a title of the window, and the eight-bit forms.
    ("a\u{1B}[31mb", "a\u{FFFD}[31mb"), ("\u{1B}]0;x\u{07}", "\u{FFFD}]0;x\u{FFFD}"),
    ("\u{9B}31m", "\u{FFFD}31m"),
    ("a\rb\u{08}c\u{7F}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"),
    // Marks and isolates that change the direction.
    ("\u{202E}gpj", "\u{FFFD}gpj"), ("\u{2066}a\u{2069}", "\u{FFFD}a\u{FFFD}"), ("a\u{200F}", "a\u{FFFD}"),
    // What is not seen.
    ("a\u{200B}b\u{FEFF}", "a\u{FFFD}b\u{FFFD}"), ("a\u{2028}b", "a\u{FFFD}b"), ("a\u{AD}b", "a\u{FFFD}b"),
    // Joiners, where they join something.
    ("می‌خواهم", "می‌خواهم"), ("क्‍ष", "क्‍ष"), ("👩🏽‍💻", "👩🏽‍💻"), ("🏳️‍🌈", "🏳️‍🌈"),
    ("a\u{200D}b", "a\u{FFFD}b"), ("\u{200D}", "\u{FFFD}"), ("👩\u{200D}\u{200D}💻", "👩\u{FFFD}\u{FFFD}💻"),
    ("Größe – 中村 \"x\" ✅", "Größe – 中村 \"x\" ✅"), ("two\nlines\t", "two\nlines\t"),
  ])
  func controlAndFormattingCharactersAreReplaced(text: String, printed: String) {
    #expect(Array(text.printable.unicodeScalars) == Array(printed.unicodeScalars))
    let line = text.printableLine
    #expect(!line.contains("\n") && !line.contains("\t"))
  }

  @Test(arguments: [
    ("👩🏽‍💻", 2), ("🏳️‍🌈", 2), ("🇩🇪", 2), ("1️⃣", 2), ("می‌خواهم", 7), ("한국", 4), ("ｶﾅ", 2), ("〈x〉", 5),
    ("〈", 2), ("𠮷", 2), ("☎", 1), ("☎️", 2), ("\u{FFFD}", 1), ("a\u{301}\u{302}", 1), ("ไทย", 3),
  ])
  func width(text: String, width: Int) { #expect(text.displayWidth == width) }
}
