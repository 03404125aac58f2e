import Testing
import TestingDatabase

/// Tables and schemas that are not there.
extension MappedCRMTests {
  @Test func missingTablesAreNotAMatterOfRights() throws {
    let installation = try Installation(SmallCRM.script, files: ["acme.yaml": Self.file])
    try installation.database.load(
      "DROP TABLE deal; ALTER TABLE sales_target DROP COLUMN target_amount, DROP pipeline_id")
    for command in ["doctor", "run"] {
      let result = try installation.run(command)
      #expect(result.status == 78)
      let text = result.output + result.errors
      #expect(
        text.contains("deal does not exist in schema \(installation.database.schema); make a view"), "\(text)"
      )
      #expect(!text.contains("cannot read"), "\(text)")
      // Once for the table that is not there, once for all columns.
      #expect(text.matches(of: /docs\/your_crm\.md/).count == 2, "\(text)")
    }
    try installation.database.load("DROP TABLE deal_pipeline_stage_state, pipeline_stage, sales_target")
    for command in ["doctor", "run"] {
      let result = try installation.run(command)
      let lines = (result.output + result.errors).split(separator: "\n").filter { !$0.hasPrefix("good") }
      let about = lines.filter {
        $0.contains("has none of the CRM's tables: deal, ") && $0.contains("--schema")
      }
      #expect(about.count == 1 && result.status == 78, "\(lines)")
      #expect(!lines.contains { $0.contains("GRANT") || $0.contains("does not exist") }, "\(lines)")
    }
  }

  @Test func aSchemaThatIsNotThereIsNotAMatterOfRights() throws {
    for command in ["doctor", "run"] {
      let result = try Installation().run(command, "--schema", "nowhere")
      #expect(result.status == 78)
      let text = result.output + result.errors
      #expect(
        text.contains("the database has no schema nowhere; name the CRM's schema with --schema"), "\(text)")
      #expect(!text.contains("GRANT"))
    }
  }
}
