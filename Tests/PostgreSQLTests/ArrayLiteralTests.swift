import PostgreSQL
import Runs
import Testing
import TestingDatabase

struct ArrayLiteralTests {
  @Test func everyElementIsReadBackUnchanged() throws {
    let elements: [String?] = [
      "plain", "null", "NULL", nil, "", "a,b", "{}", "say \"hi\"", "back\\slash", " x ",
      "\"\u{301}", "\\\u{FE0F}", "a\"\u{200D}b",
    ]
    let rows = try TestDatabase(migrated: false).owner.connect().execute(
      "SELECT e FROM unnest($1::text[]) WITH ORDINALITY AS t (e, n) ORDER BY n",
      [ArrayLiteral.text(elements)])
    #expect(rows.map { $0.all[0] } == elements)
  }
}
