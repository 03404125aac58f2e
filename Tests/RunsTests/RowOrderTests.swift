import Reports
import Runs
import Testing
import TestingDatabase
import TestingRepository

/// Files are sorted by one key of bytes, in the order that is promised.
struct RowOrderTests {
  /// Texts that begin with one another, that sort otherwise in a language, and ids from the least to the greatest.
  private static let script = """
    CREATE TABLE key (
      report_type varchar, principal_type varchar, pipeline_id uuid, principal_id uuid, run_id uuid,
      status varchar GENERATED ALWAYS AS (principal_type) STORED);
    INSERT INTO key (report_type, principal_type, pipeline_id, principal_id, run_id)
    SELECT a.text, b.text, c.id, d.id, md5(random()::text)::uuid
    FROM (VALUES ('a'), ('A'), ('é')) AS a (text),
      (VALUES ('USER'), ('USERS'), ('USER '), ('user'), ('GROUP'), (''), (E'\\x01'), ('ÿ'), ('漢字'), (NULL)) AS b (text),
      (VALUES ('00000000-0000-0000-0000-000000000000'::uuid), ('ffffffff-ffff-ffff-ffff-ffffffffffff'), (NULL)) AS c (id),
      (VALUES ('00000000-0000-0000-0000-000000000000'::uuid), ('0fffffff-ffff-ffff-ffff-ffffffffffff'),
        ('10000000-0000-0000-0000-000000000000'), ('ffffffff-ffff-ffff-ffff-ffffffffffff'), (NULL)) AS d (id);
    """

  @Test(
    "The order of the files",
    arguments: [Report.pipelineCoverage, .repPerformance, .runHeaders, .pipelineOverview])
  func order(report: Report) throws {
    let database = try TestDatabase(migrated: false)
    try database.load(Self.script)
    let keys = (report.orderSQL("key") + ["run_id"]).joined(separator: ", ")
    let sorted = (report.sortSQL("key") + ["run_id"]).joined(separator: ", ")
    #expect(report.sortSQL("key").count < report.orderSQL("key").count)
    let differences = try database.query(
      """
      SELECT * FROM (SELECT row_number() OVER (ORDER BY \(keys)) AS a, row_number() OVER (ORDER BY \(sorted)) AS b FROM key) AS o
      WHERE a <> b
      """)
    #expect(differences.isEmpty)
  }

  @Test func anOrderByOtherThingsStays() {
    #expect(Report.pipelineStageFunnel.sortSQL("f") == Report.pipelineStageFunnel.orderSQL("f"))
  }
}
