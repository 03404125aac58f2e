import Testing

/// The reader of the other tests finds what it is there to find.
struct PageParserTests {
  @Test(arguments: [
    "<p>", "<p></b>", "</p>", "<p><b></p></b>", "<p/>", "<p class=q></p>", "<p id=\"a\" id=\"b\"></p>",
    "<p>a > b</p>", "<p>a & b</p>",
    "<p>&nbsp;</p>", "<p id=\"a></p>", "<svg><rect></svg>", "<p id=\"<\"></p>", "<style>p",
    "<tr><td>", "<table><tr><td></table>", "<tbody><tr><td><b></tbody>", "<tbody><tr><td><b><td></b></tbody>",
  ])
  func refuses(page: String) {
    #expect(throws: PageParser.Fault.self) { try PageParser.parse("<!DOCTYPE html>\n" + page) }
  }

  @Test func readsRowsWithoutEndTags() throws {
    let page = try PageParser.parse(
      "<!DOCTYPE html>\n<table><tbody><tr><th>a</th></tr><tr>\n<th><b>b</b><td>c<td>d<tr>\n<th>e<td></tbody><tbody></tbody></table>"
    )
    let rows = page.all("tr").map { $0.elements.map(\.text) }
    #expect(rows == [["a"], ["b", "c", "d"], ["e", ""]])
    #expect(page.all("tbody").map(\.elements.count) == [3, 0])
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
