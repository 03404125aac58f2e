import Foundation
import Testing
import TestingDatabase

/// A CRM behind views is read without nested loops, which the planner chooses where it lacks statistics.
struct ViewSourceTests {
  /// Each stage's name says how the statement that reads it may join.
  private static let view = """
    ALTER TABLE pipeline_stage RENAME TO stage;
    CREATE VIEW pipeline_stage AS
    SELECT tenant_id, id, pipeline_id, current_setting('enable_nestloop') || ' ' || current_setting('jit') AS name,
           stage_state
    FROM stage;
    GRANT SELECT ON pipeline_stage TO dyno_reports;
    """

  @Test func viewsAreReadWithoutLoops() throws {
    let installation = try Installation(files: [
      "acme.yaml": Installation.acme + "\n      - type: pipeline_stage_funnel"
    ])
    try installation.database.load(Self.view)
    #expect(try installation.tick().status == 0)
    let names = try installation.database.query(
      "SELECT DISTINCT stage_name FROM report_pipeline_stage_funnel_fact")
    #expect(names == [["off off"]])
    let shown = try installation.run(
      "report", "pipeline_stage_funnel", "--tenant", "acme", "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(shown.output.contains("off off"), "\(shown)")
  }
}
