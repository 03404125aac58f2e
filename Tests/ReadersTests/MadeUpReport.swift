import Foundation
import Reports
import Runs
import TestingDatabase

/// A report that the product does not have, in a narrow and in a wide version. For tests of reports that get
/// new columns.
enum MadeUpReport {
  /// The report in its first release.
  static let narrow = report(laterVersions: [])

  /// The report in a later release, with more columns and another order of rows.
  static let wide = report(laterVersions: [
    ReportVersion(
      newColumns: [
        Column(
          "total_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
          addsUpOver: [.pipelines], "Money."),
        Column("largest_deal", .text(maxLength: 40), nullable: true, "A text."),
      ],
      rowOrder: ["total_amount", "pipeline_id"])
  ])

  private static func report(laterVersions: [ReportVersion]) -> Report {
    let isWide = !laterVersions.isEmpty
    return Report(
      type: "made_up", title: "Made up", question: "How many deals are in each pipeline?",
      windowRule: "Deals created before the window's end.",
      columns: [
        .runID, .tenantID, Column("pipeline_id", .uuid, role: .dimension, "Pipeline of the deals."),
        Column("deal_count", .bigint, addsUpOver: [.pipelines], "Number of deals."),
        Column(
          "least_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true, addsUpOver: [],
          limits: ColumnLimits(
            notANumber: "An amount is not a number. Correct it",
            tooLarge: "An amount is too large. Correct it"),
          "Money."),
      ],
      laterVersions: laterVersions, runDimensions: [],
      options: [ReportOption("pipelines", .pipelines(keywords: ["all"]), "All pipelines, or a list.")],
      sql:
        """
        SELECT tenant_id, pipeline_id, count(*) AS deal_count, min(amount) AS least_amount,
               \(isWide ? "sum(amount) AS total_amount, left(min(id::text), 40) AS largest_deal," : "")
               true AS is_fact, NULL::jsonb AS warnings
        FROM deal
        WHERE tenant_id = :'tenant_id'::uuid AND pipeline_id = ANY (:'pipelines'::uuid[]) AND created_at < :'period_end'::timestamptz
        GROUP BY tenant_id, pipeline_id
        """)
  }

  /// The fact table of the narrow version, as its migration would create it.
  static let migration = """
    ALTER TABLE report_run DROP CONSTRAINT report_run_report_type_check;
    CREATE TABLE report_made_up_fact (
      run_id uuid NOT NULL, tenant_id uuid NOT NULL, pipeline_id uuid NOT NULL, deal_count bigint NOT NULL,
      least_amount numeric(20,2), PRIMARY KEY (tenant_id, run_id, pipeline_id),
      FOREIGN KEY (tenant_id, run_id) REFERENCES report_run (tenant_id, run_id) ON DELETE CASCADE);
    ALTER TABLE report_made_up_fact ENABLE ROW LEVEL SECURITY;
    ALTER TABLE report_made_up_fact FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant_isolation ON report_made_up_fact
      USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);
    GRANT SELECT, INSERT ON report_made_up_fact TO dyno_reports;
    """

  /// The columns that the migration of the wide version adds.
  static let widening = """
    ALTER TABLE report_made_up_fact ADD COLUMN total_amount numeric(20,2);
    ALTER TABLE report_made_up_fact ADD COLUMN largest_deal varchar(40);
    """
}
