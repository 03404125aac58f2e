import PostgreSQL
import Testing

struct NamedStatementTests {
  @Test(
    "Names become numbers, and the same name always gets the same number",
    arguments: [
      ("SELECT :'a', :'b', :'a'", "SELECT $1, $2, $1", ["a", "b"]),
      ("SELECT :'a'::uuid[]", "SELECT $1::uuid[]", ["a"]),
      ("SELECT a::text -- :'comment'\n, :'b'", "SELECT a::text -- :'comment'\n, $1", ["b"]),
      ("SELECT ':', 'x:y'", "SELECT ':', 'x:y'", []),
    ])
  func rewriting(text: String, sql: String, parameters: [String]) {
    let statement = NamedStatement(text)
    #expect(statement.sql == sql)
    #expect(statement.parameters == parameters)
  }
}
