import Testing

@testable import Reports

/// The definitions of the CRM's columns stand where psql would put them, and nowhere else.
struct CRMDefinitionsTests {
  @Test(arguments: [
    ("WHERE p.stage_state = :won_state", "WHERE p.stage_state = 'DONE_SUCCESS'"),
    // A definition that uses another.
    (":principals_of_deal", nil),
    (
      "SELECT ':won_state', 'it''s :won_state' -- it is :won_state",
      "SELECT ':won_state', 'it''s :won_state' -- it is :won_state"
    ),
    (":'tenant_id'::uuid :unknown", ":'tenant_id'::uuid :unknown"),
    ("\\ir ../CRM/definitions.sql\nSELECT 1\n\\gset", "SELECT 1"),
  ])
  func variablesAreReplaced(sql: String, expected: String?) {
    let expanded = CRMDefinitions.expand(sql)
    if let expected { #expect(expanded == expected) }
    #expect(expected != nil || !expanded.contains(":") && expanded.contains("d.assigned_user_id"))
  }

  /// A file holds the statement of the deals and that of the rows.
  @Test func eachStatementHasItsOwnEnd() {
    let file = "WITH deal AS (…)\n\\if :{?deals}\nSELECT id\n\\else\nSELECT count(*)\n\\endif\nFROM deal"
    #expect(CRMDefinitions.expand(file) == "WITH deal AS (…)\nSELECT count(*)\nFROM deal")
    #expect(CRMDefinitions.expand(file, [.deals], using: []) == "WITH deal AS (…)\nSELECT id\nFROM deal")
  }
}
