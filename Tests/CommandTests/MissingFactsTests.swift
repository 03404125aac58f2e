import Foundation
import Testing
import TestingDatabase

/// Facts that a look-up does not find are never published as a report without rows.
struct MissingFactsTests {
  /// The period is computed, but nothing is published yet.
  private func computed() throws -> Installation {
    let installation = try Installation()
    let obstacle = installation.exports.path + "/.staging"
    try Data().write(to: URL(filePath: obstacle))
    #expect(try installation.tick().status == 73)
    try FileManager.default.removeItem(atPath: obstacle)
    #expect(try installation.states() == ["COMPUTED"])
    return installation
  }

  @Test(
    arguments: [
      ("DELETE FROM report_run WHERE report_type = 'pipeline_coverage'", "pipeline_coverage", "rows"),
      ("DELETE FROM report_pipeline_coverage_fact", "pipeline_coverage", "rows"),
      // What an index does that lies: the rows are there, but the look-up does not find them.
      (
        """
        CREATE POLICY lost ON report_run AS RESTRICTIVE FOR SELECT
        USING (report_type <> 'pipeline_overview' OR status = 'FAILED')
        """, "pipeline_overview", "rows"
      ),
      (
        """
        UPDATE report_run SET schedule = 'other', occurrence_end = occurrence_end + interval '1 day'
        WHERE run_id = (SELECT min(run_id::text) FROM report_pipeline_coverage_fact)::uuid
        """, "pipeline_coverage", "rows"
      ),
    ])
  func missingFactsAreNotPublished(damage: String, report: String, subject: String) throws {
    let installation = try computed()
    try installation.database.load(damage)
    let result = try installation.tick()
    #expect(result.status == 1, "\(result)")
    #expect(
      result.errors.contains("acme monthly 2026-10 \(report): ")
        && result.errors.contains("the number of \(subject) found ("), "\(result)")
    #expect(try installation.states() == ["COMPUTED"])
    #expect(try installation.dataFiles().isEmpty)
  }

  @Test func missingRunsAreNoticedIfTheyHaveNoRows() throws {
    let installation = try computed()
    try installation.database.load(
      """
      DELETE FROM report_pipeline_overview_fact;
      DELETE FROM report_run WHERE report_type = 'pipeline_overview';
      UPDATE report_occurrence SET request = jsonb_set(request, '{stored,pipeline_overview,rows}', '0');
      """)
    let result = try installation.tick()
    #expect(
      result.status == 1
        && result.errors.contains("the number of runs found (0) is not the number stored (1)"), "\(result)")
  }

  @Test func verifyNamesWhatIsMissing() throws {
    let installation = try Installation()
    #expect(try installation.tick().status == 0)
    try installation.database.load("DELETE FROM report_run WHERE report_type = 'pipeline_coverage'")
    let result = try installation.run("verify")
    #expect(result.status == 1 && result.output.contains("the number of rows found (0) is not"), "\(result)")
    // Neither `export` nor `run` can bring facts back.
    #expect(
      !result.output.contains("writes the files again") && !result.output.contains("next run"), "\(result)")
    #expect(result.output.contains("from a backup of the database"), "\(result)")
  }

  /// The row of an earlier program says nothing, so there is nothing to compare with.
  @Test func rowsWithoutCountsArePublished() throws {
    let installation = try computed()
    try installation.database.load("UPDATE report_occurrence SET request = request - 'stored'")
    #expect(try installation.tick().status == 0)
    #expect(try installation.run("verify").status == 0)
  }
}
