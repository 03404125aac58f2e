import PostgreSQL
import Testing

struct SQLScriptTests {
  @Test(
    "Where statements end",
    arguments: [
      ("", []),
      ("SELECT 1", ["SELECT 1"]),
      ("SELECT 1;\nSELECT 2;\n", ["SELECT 1", "SELECT 2"]),
      ("-- about; this\nSELECT 1 - 2 -- and; that\n, 3", ["SELECT 1 - 2 -- and; that\n, 3"]),
      ("SELECT 'a;b', 'it''s;', \"c;d\"; SELECT ';'", ["SELECT 'a;b', 'it''s;', \"c;d\"", "SELECT ';'"]),
      ("DO $$ a; b; $$; DO $x$ $$ a; $$ 'b; $x$", ["DO $$ a; b; $$", "DO $x$ $$ a; $$ 'b; $x$"]),
      ("SELECT '--'; SELECT $1; -- nothing\n;", ["SELECT '--'", "SELECT $1"]),
    ])
  func statements(script: String, expected: [String]) {
    #expect(SQLScript.statements(script) == expected)
  }
}
