import Testing

@testable import Pages

struct MarkupTests {
  private func escaped(_ text: String) -> String { ("\(text)" as Markup).text }

  @Test func whatIsInsertedIsText() {
    #expect(escaped("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;")
    #expect(escaped("& \"x\" 'y'") == "&amp; &quot;x&quot; &#39;y&#39;")
    #expect(escaped("&amp;") == "&amp;amp;")
    #expect(escaped("größe 漢字 🎉") == "größe 漢字 🎉")
    #expect(escaped("größe <") == "größe &lt;")
    #expect(escaped("") == "")
  }

  @Test func literalsAndMarkupStayAsTheyAre() {
    let inner: Markup = "<b>\("<i>")</b>"
    #expect(inner.text == "<b>&lt;i&gt;</b>")
    #expect(("<p class=\"q\">\(inner)\(7)</p>" as Markup).text == "<p class=\"q\"><b>&lt;i&gt;</b>7</p>")
    #expect(("\([inner, inner])" as Markup).text == inner.text + inner.text)
    #expect((inner + "<hr>").text == inner.text + "<hr>")
  }

  @Test func controlCharactersAreReplaced() {
    #expect(escaped("a\u{0}b\u{7}\u{1B}[31m\u{7F}\u{9B}") == "a\u{FFFD}b\u{FFFD}\u{FFFD}[31m\u{FFFD}\u{FFFD}")
    #expect(escaped("a\r\nb\tc") == "a\u{FFFD}\nb\tc")
  }

  @Test func charactersThatTurnTheDirectionAreLeftOut() {
    let turning: [Unicode.Scalar] =
      ["\u{061C}", "\u{200E}", "\u{200F}"] + (0x202A...0x202E).compactMap(Unicode.Scalar.init)
      + (0x2066...0x2069).compactMap(Unicode.Scalar.init)
    #expect(turning.count == 12)
    for scalar in turning { #expect(escaped("a\(scalar)b") == "ab", "\(scalar.value)") }
    // The writing itself stays, and so does what joins its letters.
    #expect(escaped("שלום \u{200D}") == "שלום \u{200D}")
  }

  @Test func aNameIsOnOneLineAndHasADirectionOfItsOwn() {
    let name = ShownName("  two\n\tlines \u{202E}<b> ", id: nil)
    #expect(name.text == "two lines <b>")
    #expect(name.markup.text == "<bdi>two lines &lt;b&gt;</bdi>")
  }

  @Test func whoHasNoNameIsCalledByTheId() {
    for name in [nil, "", " \n", "\u{202E}"] as [String?] {
      #expect(ShownName(name, id: "2bf41d66-8dd3-b090").text == "2bf41d66…")
      #expect(ShownName(name, id: nil).text == "–")
    }
  }

  @Test func longNamesAreCutInCharts() {
    #expect(
      ShownName(String(repeating: "x", count: 34), id: nil).inChart == String(repeating: "x", count: 34))
    #expect(
      ShownName(String(repeating: "x", count: 35), id: nil).inChart == String(repeating: "x", count: 33) + "…"
    )
    // A wide character takes two columns.
    #expect(
      ShownName(String(repeating: "漢", count: 255), id: nil).inChart == String(repeating: "漢", count: 16)
        + "…")
  }
}
