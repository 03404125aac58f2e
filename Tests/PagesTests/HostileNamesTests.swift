import Crypto
import Foundation
import Testing
import TestingDatabase

@testable import Pages

/// Whatever something is called in the CRM, on a page it is text.
struct HostileNamesTests {
  private static let names = [
    "\u{202E}מכירות \u{2066}צפון\u{200F} 12", String(repeating: "漢", count: 255),
    "<script>alert(1)</script> & \"x\" 'y'",
    "=HYPERLINK(\"http://example.com\",\"x\")", "bell\u{7} esc\u{1B}[31m \u{9B}31m del\u{7F}", "", " \n\t ",
    "\" onload=\"alert(1)",
  ]

  private static let script: String = {
    let list = names.enumerated().map { "(\($0), '\($1.replacing("'", with: "''"))')" }.joined(
      separator: ", ")
    return RichCRM.script + """

      CREATE TABLE name (i integer, name text);
      INSERT INTO name (i, name) VALUES \(list);
      GRANT SELECT ON name TO dyno_reports;
      UPDATE pipeline_stage s SET name = n.name FROM name n WHERE s.id = md5('stage ' || n.i)::uuid;
      CREATE OR REPLACE VIEW report_label AS
      SELECT '\(SmallCRM.acme)'::uuid AS tenant_id, kind, md5(lower(kind) || ' ' || i)::uuid AS id, name
      FROM name CROSS JOIN (VALUES ('USER'), ('GROUP'), ('PIPELINE')) AS k (kind);
      -- Of the others there are fewer than names.
      UPDATE deal SET owned_by_user_id = md5('user ' || length(id::text || stage_id::text) % 3 + 5)::uuid
      WHERE id IN (SELECT md5('deal ' || i)::uuid FROM generate_series(1, 60, 4) AS i);
      """
  }()

  @Test func namesAreText() throws {
    let published = try PublishedPages(Self.script, RichCRM.schedules)
    try published.publish()
    for (schedule, period) in RichCRM.periods {
      let text = try published.text(schedule, period)
      #expect(!text.contains("<script"))
      #expect(text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; &#39;y&#39;"))
      let others = text.unicodeScalars.filter {
        $0.turnsDirection || $0.properties.generalCategory == .control && $0 != "\n"
      }
      #expect(others.isEmpty, "\(others.map(\.value))")
      #expect(text.unicodeScalars.contains("\u{FFFD}") && text.contains("מכירות"))
      // A browser has nothing to guess about.
      let page = try PageParser.parse(text)
      try expectOnlyKnown(page)
      try expectReferences(page)
      try expectIsolatedNames(page)
      try expectIsolatedNamesInFindings(page)
      try expectPolicy(page)
    }
  }

  /// Nothing that runs or loads anything.
  private func expectOnlyKnown(_ page: PageElement) throws {
    let elements = page.descendants()
    let known: Set = [
      "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section", "div", "h1",
      "h2", "h3", "p", "a", "b",
      "bdi", "small", "span", "code", "ul", "li", "dl", "dt", "dd", "details", "summary", "table", "thead",
      "tbody", "tr", "th", "td",
      "svg", "desc", "text", "tspan", "rect", "circle", "line", "path", "polyline",
    ]
    #expect(Set(elements.map(\.name)).subtracting(known).isEmpty)
    let attributes = Set(elements.flatMap(\.attributes.keys))
    #expect(
      !attributes.contains("style") && !attributes.contains("src")
        && !attributes.contains { $0.hasPrefix("on") })
    // In a paragraph, anything else would end it.
    let inline: Set = ["a", "b", "bdi", "code", "small", "span"]
    for paragraph in elements where paragraph.name == "p" {
      #expect(Set(paragraph.descendants().map(\.name)).isSubset(of: inline))
    }
  }

  /// Ids are unique, and what refers to one finds it. No link leads out of the exports folder.
  private func expectReferences(_ page: PageElement) throws {
    let elements = page.descendants()
    let ids = elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    let links = elements.compactMap { $0.attributes["href"] }
    try #require(links.count > 2)
    let outside = links.filter { link in
      !link.hasPrefix("#") && link != "../../../index.html" && !link.hasPrefix("../../../csv/")
    }
    #expect(outside.isEmpty, "\(outside)")
    let named = elements.compactMap { $0.attributes["aria-labelledby"] }.flatMap {
      $0.split(separator: " ").map(String.init)
    }
    let missing = Set(named + links.filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }).subtracting(
      ids)
    #expect(missing.isEmpty, "\(missing)")
  }

  /// In tables, a name is in an element whose direction is its own.
  private func expectIsolatedNames(_ page: PageElement) throws {
    let heads = page.all("table", "runs").flatMap { $0.all("tbody") }.flatMap { $0.all("th") }
    try #require(heads.count > 20)
    for head in heads where head.text != "All" {
      #expect(head.elements.map(\.name) == ["bdi"] && head.elements[0].text == head.text, "\(head.text)")
    }
  }

  /// So it is in the sentences that sections begin with.
  private func expectIsolatedNamesInFindings(_ page: PageElement) throws {
    let findings = page.all("p", "finding")
    let isolated = findings.flatMap { $0.all("bdi") }.map(\.text)
    try #require(!isolated.isEmpty)
    for finding in findings {
      let rest = finding.children.map { child in
        if case .text(let text) = child { text } else { "" }
      }.joined()
      #expect(rest.unicodeScalars.allSatisfy { $0.isASCII || "×–÷−".unicodeScalars.contains($0) }, "\(rest)")
      #expect(!rest.contains("script") && !rest.contains("HYPERLINK") && !rest.contains("onload"), "\(rest)")
    }
  }

  /// The policy allows the page's own style, by what is in it, and nothing else.
  private func expectPolicy(_ page: PageElement) throws {
    let style = try #require(page.all("style").first).text
    let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
    let policy = page.all("meta").filter { $0.attributes["http-equiv"] == "Content-Security-Policy" }
    #expect(
      policy.map { $0.attributes["content"] } == [
        "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'"
      ])
    #expect(page.all("style").count == 1 && !style.contains("url(") && !style.contains("@import"))
  }
}
