import Foundation
import Testing
import TestingDatabase

/// What is in a tenant's rows reaches neither the terminal as a command nor a message as a quotation.
struct HostileTextTests {
  private static let name = "red\u{1b}[31m \u{9b}31m \u{202e}txt"

  private func report(_ arguments: String...) throws -> String {
    let installation = try Installation()
    try installation.database.load("UPDATE pipeline_stage SET name = '\(Self.name)'")
    let result = try installation.run(
      ["report", "pipeline_stage_funnel", "--tenant", "acme"] + arguments)
    #expect(result.status == 0, "\(result)")
    return result.output
  }

  @Test func controlCharactersAreNotPrinted() throws {
    let text = try report()
    #expect(text.contains("red\u{FFFD}[31m \u{FFFD}31m \u{FFFD}txt"), "\(text)")
  }

  @Test func jsonEscapesThem() throws {
    let text = try report("--json")
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !["\u{1b}", "\u{9b}", "\u{202e}"].contains($0) })
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let rows = try #require(document?["rows"] as? [[String: Any]])
    #expect(rows.contains { $0["stage_name"] as? String == Self.name }, "\(text)")
  }

  @Test(arguments: ["P0001", "U0001", "42501"])
  func aFunctionsTextIsNotQuoted(code: String) throws {
    let installation = try Installation()
    try installation.database.load(
      """
      CREATE FUNCTION checked(amount numeric) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN RAISE EXCEPTION 'Jane Doe owes %', amount USING errcode = '\(code)'; END $$;
      ALTER TABLE deal RENAME TO every_deal;
      CREATE VIEW deal AS
        SELECT tenant_id, id, pipeline_id, stage_id, checked(amount) AS amount, created_at, updated_at,
               expected_close_date, close_date, owned_by_user_id, assigned_user_id, owned_by_group_id,
               assigned_group_id
        FROM every_deal;
      GRANT SELECT ON deal TO dyno_reports;
      """)
    let result = try installation.tick()
    #expect(
      result.status == 1
        && result.errors.contains("a value of deal.amount could not be processed (SQLSTATE \(code))"),
      "\(result)")
    #expect(!result.errors.contains("Jane"), "\(result)")
  }
}
