import Testing

/// The reader of the other tests finds what it is there to find.
struct PageParserTests {
  @Test(arguments: [
    "<p>", "<p></b>", "</p>", "<p><b></p></b>", "<p/>", "<p class=q></p>", "<p id=\"a\" id=\"b\"></p>",
    "<p>a > b</p>", "<p>a & b</p>",
    "<p>&nbsp;</p>", "<p id=\"a></p>", "<svg><rect></svg>", "<p id=\"<\"></p>", "<style>p",
  ])
  func refuses(page: String) {
    #expect(throws: PageParser.Fault.self) { try PageParser.parse("<!DOCTYPE html>\n" + page) }
  }

  @Test func reads() throws {
    let page = try PageParser.parse(
      "<!DOCTYPE html>\n<meta a=\"1\"><details open><p class=\"q r\">a &lt; <b>b</b> &amp;amp;</p></details><svg><rect/></svg><style>a > b</style>\n"
    )
    #expect(page.all("p", "q").map(\.text) == ["a < b &amp;"])
    #expect(page.all("details").map(\.attributes) == [["open": ""]])
    #expect(page.all("style").map(\.text) == ["a > b"])
    #expect(page.elements.map(\.name) == ["meta", "details", "svg", "style"])
  }
}
