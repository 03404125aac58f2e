import Foundation
import Testing
import TestingDatabase

/// What `doctor` says of a CRM whose rows make numbers zero or empty, although nothing is an error.
struct MappedCRMTests {
  /// Every report that reads the CRM in a way of its own.
  static let file = """
    \(Installation.acme)
          - type: pipeline_stage_funnel
          - type: rep_performance
    """

  /// Targets for the month before this one.
  private static let targets = """
    INSERT INTO sales_target (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
    SELECT '\(SmallCRM.acme)', 'USER', md5('user 1')::uuid, NULL, (month - interval '1 month')::date, month::date, 1
    FROM date_trunc('month', now() AT TIME ZONE 'Europe/Berlin') AS month
    WHERE month > '2026-12-01';
    """

  private func findings(_ change: String, file: String = file) throws -> [String] {
    let installation = try Installation(SmallCRM.script + Self.targets, files: ["acme.yaml": file])
    try installation.database.load(change)
    let result = try installation.run("doctor")
    let findings = result.output.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("good") }
    let hasProblem = findings.contains { $0.hasPrefix("PROBLEM") }
    #expect(result.status == (hasProblem ? 78 : 0), "\(result)")
    #expect(findings.last?.hasPrefix("Nothing stops a run. Next: `dyno-reports plan`") == !hasProblem)
    #expect(
      findings.filter { $0.hasPrefix("PROBLEM") || $0.hasPrefix("note   ") }.allSatisfy { $0.contains("; ") })
    return findings.filter { !$0.hasPrefix("Nothing stops") }
  }

  @Test func aCorrectCRMHasNoFinding() throws {
    #expect(try findings("").isEmpty)
  }

  /// SourceGapTests compare what is said with the reports' rows.
  @Test(
    "Numbers would be zero, or a report empty",
    arguments: [
      (
        "UPDATE deal SET stage_id = gen_random_uuid()",
        "all 60 of the tenant's deals have a stage_id that is the id of no row of pipeline_stage, so that none of these "
          + "adds to open_amount in pipeline_coverage; make stage_id in deal and id in pipeline_stage in the same way, "
          + "from the same key of the CRM"
      ),
      (
        "ALTER TABLE deal ALTER COLUMN updated_at DROP NOT NULL; UPDATE deal SET updated_at = NULL",
        "all 60 of the tenant's deals have no updated_at, so that none of these counts in pipeline_overview; set it, to "
          + "created_at where the CRM has nothing else"
      ),
      (
        "ALTER TABLE deal ALTER COLUMN created_at DROP NOT NULL; UPDATE deal SET created_at = NULL",
        "all 60 of the tenant's deals have no created_at, so that none of these counts as created in rep_performance; set it to the "
          + "time at which the deal was made"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET is_current = false",
        "none of the tenant's 60 rows of deal_pipeline_stage_state is current, so that no deal counts in "
          + "pipeline_overview, pipeline_stage_funnel, and none is won or lost in pipeline_coverage, rep_performance; set is_current to true "
          + "in the row of the stage that the deal is in now"
      ),
      (
        "DELETE FROM deal_pipeline_stage_state",
        "the tenant has no rows in deal_pipeline_stage_state, so that no deal counts in pipeline_overview, "
          + "pipeline_stage_funnel, and none is won or lost in pipeline_coverage, rep_performance; make a row for the stage that each deal is "
          + "in now, with is_current true; docs/your_crm.md shows how"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET deal_id = gen_random_uuid()",
        "all 60 of the tenant's current rows of deal_pipeline_stage_state have a deal_id that is the id of no deal, so "
          + "that by these no deal counts in pipeline_overview, pipeline_stage_funnel, and none is won or lost in "
          + "pipeline_coverage, rep_performance; make deal_id in deal_pipeline_stage_state and id in deal in the same way, from the same key "
          + "of the CRM"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET pipeline_stage_id = gen_random_uuid()",
        "all 60 of the tenant's current rows of deal_pipeline_stage_state have a pipeline_stage_id that is the id of no "
          + "row of pipeline_stage, so that by these no deal counts in pipeline_overview, pipeline_stage_funnel, and none "
          + "is won or lost in pipeline_coverage, rep_performance; make pipeline_stage_id in deal_pipeline_stage_state and id in "
          + "pipeline_stage in the same way, from the same key of the CRM"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET pipeline_id = gen_random_uuid()",
        "all 60 of the tenant's current rows of deal_pipeline_stage_state have a pipeline_id other than that of their "
          + "stage, so that by these no deal counts in pipeline_stage_funnel; take pipeline_id from the stage"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET exited_at = '9999-12-31 00:00Z'",
        "all 31 of the tenant's current rows of deal_pipeline_stage_state have an exited_at although the stage is open, "
          + "so that by these no deal counts with its right age in pipeline_stage_funnel; set it to NULL in the row of the "
          + "stage that the deal is in now"
      ),
      (
        "ALTER TABLE deal_pipeline_stage_state ALTER COLUMN entered_at DROP NOT NULL; "
          + "UPDATE deal_pipeline_stage_state SET entered_at = NULL",
        "all 60 of the tenant's current rows of deal_pipeline_stage_state have no entered_at, so that by these no deal "
          + "is won or lost in pipeline_coverage, rep_performance, and none counts in pipeline_stage_funnel; set it, to the deal's created_at "
          + "where the CRM has nothing else"
      ),
      (
        "UPDATE pipeline_stage SET stage_state = 'DONE_FAILED'",
        "all of the tenant's 8 stages are closed, so no deal is ever open; the stage_state of an open stage must be "
          + "neither DONE_SUCCESS nor DONE_FAILED, OPEN for example"
      ),
      (
        "UPDATE sales_target SET principal_id = md5('x' || principal_id)::uuid",
        "none of the 6 principals of type USER that have targets owns or is assigned a deal, so that none of the deals' "
          + "principals of this type has a target in pipeline_coverage; make principal_id in sales_target and the owners and assignees in deal in "
          + "the same way, from the same key of the CRM, users as USER and groups as GROUP"
      ),
    ])
  func problem(change: String, sentence: String) throws {
    let findings = try findings(change)
    #expect(findings.count == 1 && findings[0].hasPrefix("PROBLEM  CRM of acme"), "\(findings)")
    #expect(findings.allSatisfy { $0.hasSuffix("  " + sentence) }, "\(findings)")
  }

  @Test(
    "It may be meant",
    arguments: [
      (
        "UPDATE deal SET stage_id = NULL",
        "all 60 of the tenant's deals have no stage_id, so that none of these adds to open_amount in pipeline_coverage; "
          + "if that is not meant, set it to the stage that the deal is in now"
      ),
      (
        "UPDATE deal SET pipeline_id = NULL",
        "all 60 of the tenant's deals have no pipeline_id, so that none of these counts for a pipeline that has stages "
          + "in pipeline_overview, and none adds to the open_amount of a pipeline that has stages in pipeline_coverage; "
          + "if that is not meant, set it to the deal's pipeline"
      ),
      (
        "UPDATE deal SET pipeline_id = md5('x' || pipeline_id)::uuid",
        "all 60 of the tenant's deals have a pipeline_id that no row of pipeline_stage has, so that none of these counts "
          + "for a pipeline that has stages in pipeline_overview, and none adds to the open_amount of a pipeline that has "
          + "stages in pipeline_coverage; if that is not meant, make pipeline_id in deal and in pipeline_stage in the same "
          + "way, from the same key of the CRM"
      ),
      (
        "UPDATE deal SET owned_by_user_id = NULL, assigned_user_id = NULL, owned_by_group_id = NULL",
        "all 60 of the tenant's deals have no owner and no assignee, so that none of these adds to open_amount in "
          + "pipeline_coverage, and none counts in rep_performance; if that is not meant, set owned_by_user_id, "
          + "assigned_user_id, owned_by_group_id or assigned_group_id"
      ),
      (
        "UPDATE deal SET expected_close_date = NULL",
        "all 60 of the tenant's deals have neither an expected_close_date nor a close_date, so that none of these adds "
          + "to open_amount in pipeline_coverage; if that is not meant, set expected_close_date to the day on which the "
          + "deal should close"
      ),
      (
        "UPDATE deal SET stage_id = gen_random_uuid() WHERE id IN (md5('deal 1')::uuid, md5('deal 2')::uuid)",
        "2 of 60 of the tenant's deals have a stage_id that is the id of no row of pipeline_stage, and none of these "
          + "adds to open_amount in pipeline_coverage; if that is not meant, make stage_id in deal and id in "
          + "pipeline_stage in the same way, from the same key of the CRM"
      ),
      (
        "UPDATE deal_pipeline_stage_state SET deal_id = gen_random_uuid() WHERE deal_id = md5('deal 1')::uuid",
        "1 of 60 of the tenant's current rows of deal_pipeline_stage_state have a deal_id that is the id of no deal, and "
          + "by these no deal counts in pipeline_overview, pipeline_stage_funnel, and none is won or lost in "
          + "pipeline_coverage, rep_performance; if that is not meant, make deal_id in deal_pipeline_stage_state and id in deal in the same "
          + "way, from the same key of the CRM"
      ),
      (
        "UPDATE deal SET amount = NULL",
        "none of the tenant's 60 deals has an amount, so that none adds to total_amount in pipeline_overview, "
          + "pipeline_stage_funnel, and none adds to open_amount in pipeline_coverage, and none adds to total_amount_won in "
          + "rep_performance; if the CRM has amounts, put them into the column amount"
      ),
      (
        "UPDATE deal SET pipeline_id = md5('pipeline 1')::uuid",
        "all of the tenant's deals are in one pipeline, and 2 pipelines have stages; if the CRM has more, put its own id "
          + "of the pipeline into pipeline_id"
      ),
      (
        "UPDATE deal SET pipeline_id = md5('pipeline 1')::uuid; "
          + "UPDATE pipeline_stage SET pipeline_id = md5('pipeline 1')::uuid; "
          + "UPDATE deal_pipeline_stage_state SET pipeline_id = md5('pipeline 1')::uuid",
        "the tenant has one pipeline; if the CRM has more, put its own id of the pipeline into pipeline_id"
      ),
      (
        """
        UPDATE sales_target SET principal_id = md5('x' || principal_id)::uuid WHERE principal_id <> md5('user 1')::uuid;
        UPDATE sales_target SET principal_type = 'GROUP', principal_id = md5('group 1')::uuid
        WHERE principal_id = md5('user 1')::uuid;
        """,
        "none of the 5 principals of type USER that have targets owns or is assigned a deal, so that none of the deals' "
          + "principals of this type has a target in pipeline_coverage; make principal_id in sales_target and the owners "
          + "and assignees in deal in the same way, from the same key of the CRM, users as USER and groups as GROUP"
      ),
      (
        """
        INSERT INTO deal_pipeline_stage_state (
          tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
        SELECT tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at - interval '1 day', NULL, true
        FROM deal_pipeline_stage_state WHERE deal_id IN (md5('deal 1')::uuid, md5('deal 2')::uuid)
        """,
        "2 deals have several current rows in one pipeline, and reports choose one of them: the latest, or for a close "
          + "the earliest; if that is not meant, set is_current to true only in the row of the stage that the deal is in now"
      ),
      (
        "DELETE FROM sales_target",
        "the tenant has no targets, so that there are none in pipeline_coverage; if the CRM has targets, make rows of "
          + "sales_target of them"
      ),
    ])
  func note(change: String, sentence: String) throws {
    let findings = try findings(change)
    #expect(findings.count == 1 && findings[0].hasPrefix("note     CRM of acme"), "\(findings)")
    #expect(findings.allSatisfy { $0.hasSuffix("  " + sentence) }, "\(findings)")
  }

  @Test(
    "Targets",
    arguments: [
      (
        "UPDATE sales_target SET period_end = period_end - 1", "PROBLEM",
        "of the tenant's targets end a day too early, such as those from "
      ),
      (
        "UPDATE sales_target SET principal_type = 'GROUP'", "PROBLEM",
        "none of the 6 principals of type GROUP that have targets owns or is assigned a deal"
      ),
      (
        "UPDATE sales_target SET period_start = '2025-01-01', period_end = '2026-01-01'", "note   ",
        "targets exist, but none for "
      ),
      (
        "UPDATE sales_target SET period_start = '2025-01-01', period_end = '2026-01-01'", "note   ",
        "(monthly), so that pipeline_coverage has no target there; the nearest are for 2025-01-01 to 2026-01-01, kinds of "
          + "periods: yearly; if"
      ),
    ])
  func targets(change: String, kind: String, text: String) throws {
    let findings = try findings(change).filter { !$0.contains(Self.unseen) }
    #expect(findings.count == 1 && findings[0].hasPrefix("\(kind)  CRM of acme"), "\(findings)")
    #expect(findings.allSatisfy { $0.contains(text) }, "\(findings)")
  }

  private static let unseen = "are for periods that no schedule looks at"

  /// Each period that some schedule can look at counts as seen, whenever it is.
  @Test func targetsOfPeriodsThatNoScheduleLooksAtAreCounted() throws {
    let change = """
      INSERT INTO sales_target (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
      SELECT '\(SmallCRM.acme)', 'USER', md5('user 1')::uuid, NULL, p.start::date, p.day_after::date, 1
      FROM (VALUES ('2027-01-01', '2027-04-01'), ('2027-02-01', '2027-05-01'), ('2027-01-04', '2027-01-11'),
                   ('2031-05-01', '2031-06-01'), ('2027-05-01', '2027-06-30')) AS p (start, day_after)
      """
    let monthly = try findings(change)
    #expect(monthly.count == 1 && monthly.allSatisfy { $0.hasPrefix("note     CRM of acme ") }, "\(monthly)")
    #expect(
      monthly.first?.contains(
        " 4 of the tenant's targets \(Self.unseen), such as the one from 2027-05-01 to 2027-06-30, and count nowhere; "
      ) == true, "\(monthly)")
    // Beside those that end a day too early.
    let inclusive = try findings(
      change + "; UPDATE sales_target SET period_end = '2031-05-31' WHERE period_start = '2031-05-01'")
    #expect(inclusive.count == 2, "\(inclusive)")
    #expect(
      inclusive.first?.contains("1 of the tenant's targets end a day too early") == true, "\(inclusive)")
    #expect(inclusive.last?.contains("4 of the tenant's targets \(Self.unseen)") == true, "\(inclusive)")
    let ahead = try findings(
      change,
      file: Self.file + "\n  - name: ahead\n    period: weekly\n    window: {next: quarterly}\n"
        + "    reports: [{type: pipeline_coverage}]")
    #expect(ahead.contains { $0.contains(" 3 of the tenant's targets \(Self.unseen)") }, "\(ahead)")
    let schedules = ["quarterly", "weekly", "{rolling: {days: 60}}"].enumerated().map {
      "\n  - name: more-\($0)\n    period: \($1)\n    reports: [{type: pipeline_coverage}]"
    }
    let all = try findings(change, file: Self.file + schedules.joined())
    #expect(
      all.filter { $0.contains(Self.unseen) }.map { $0.contains(" 1 of the tenant's") } == [true], "\(all)")
  }

  @Test func aTenantWithoutTargetsIsToldOnce() throws {
    let file = """
      \(Self.file)
        - name: weekly
          period: weekly
          reports:
            - type: pipeline_coverage
      """
    #expect(try findings("DELETE FROM sales_target", file: file).count == 1)
  }

  @Test func whatNoReportReadsIsNoFinding() throws {
    // Only the funnel reads when a stage was left, and only coverage reads targets.
    let change =
      "UPDATE deal_pipeline_stage_state SET exited_at = entered_at; UPDATE deal SET stage_id = NULL"
    let file = Installation.acme.replacing("      - type: pipeline_coverage", with: "")
    #expect(try findings(change, file: file).isEmpty)
    #expect(try findings("UPDATE sales_target SET period_end = period_end - 1", file: file).isEmpty)
  }

  @Test func deletedTargetsAreNoReasonToStop() throws {
    let findings = try findings("UPDATE sales_target SET period_end = period_end + 1")
      .filter { !$0.contains(Self.unseen) }
    #expect(findings.count == 1 && findings[0].contains("kinds of periods: custom"), "\(findings)")
  }

  @Test func notesAreGoodInJSON() throws {
    let installation = try Installation(SmallCRM.script + Self.targets)
    try installation.database.load("UPDATE deal SET amount = NULL")
    let result = try installation.run("doctor", "--json")
    let findings = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(findings.allSatisfy { $0["is_good"] as? Bool == true && $0["finding"] is String })
    let notes = findings.filter { $0["is_note"] as? Bool == true }
    #expect(result.status == 0 && notes.count == 1 && notes[0]["subject"] as? String == "CRM of acme")
    #expect(!result.output.contains("Next:"))
  }

  /// With a history whose current rows are computed. YourCRMRunTests compare the numbers of a CRM of other names and types.
  @Test func aCRMOfViewsHasNoFindingAndIsPublished() throws {
    let installation = try Installation(SmallCRM.script + Self.targets, files: ["acme.yaml": Self.file])
    let schema = installation.database.schema
    try installation.database.load(
      """
      CREATE SCHEMA \(schema)_crm;
      ALTER TABLE deal SET SCHEMA \(schema)_crm;
      ALTER TABLE deal_pipeline_stage_state SET SCHEMA \(schema)_crm;
      ALTER TABLE pipeline_stage SET SCHEMA \(schema)_crm;
      ALTER TABLE sales_target SET SCHEMA \(schema)_crm;
      CREATE VIEW deal AS SELECT * FROM \(schema)_crm.deal WHERE amount IS NULL OR amount > 0;
      CREATE VIEW deal_pipeline_stage_state AS
        SELECT tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at,
               row_number() OVER (PARTITION BY tenant_id, deal_id ORDER BY entered_at DESC) = 1 AS is_current
        FROM \(schema)_crm.deal_pipeline_stage_state;
      CREATE VIEW pipeline_stage AS SELECT * FROM \(schema)_crm.pipeline_stage;
      CREATE VIEW sales_target AS SELECT * FROM \(schema)_crm.sales_target;
      GRANT SELECT ON deal, deal_pipeline_stage_state, pipeline_stage, sales_target TO dyno_reports;
      """)
    let result = try installation.run("doctor")
    #expect(result.status == 0 && !result.output.contains("note   "), "\(result)")
    #expect(try installation.tick().status == 0)
  }

  /// Targets of users and of groups are often entered apart.
  @Test func inclusiveEndsBesideRightOnes() throws {
    let groups = """
      INSERT INTO sales_target (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
      SELECT tenant_id, 'GROUP', md5('group 1')::uuid, NULL, period_start, period_end - 1, 1
      FROM sales_target WHERE principal_id = md5('user 1')::uuid
      """
    let found = try findings(groups)
    #expect(found.contains { $0.contains("targets end a day too early") }, "\(found)")
  }

  /// What counts is what a schedule looks at, not the completed period.
  @Test func targetsOfTheWindowOfASchedule() throws {
    let file = Installation.acme.replacing(
      "period: monthly", with: "period: weekly\n    window: {current: quarterly}")
    let note = try findings("", file: file)
    let monthly = "24 of the tenant's targets are for periods that no schedule looks at"
    #expect(note.count == 2 && note[0].contains("targets exist, but none for") && note[1].contains(monthly))
    let quarter = """
      INSERT INTO sales_target (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
      SELECT '\(SmallCRM.acme)', 'USER', md5('user 1')::uuid, NULL, quarter::date, (quarter + interval '3 months')::date, 1
      FROM date_trunc('quarter', date_trunc('week', now() AT TIME ZONE 'Europe/Berlin')) AS quarter
      """
    let found = try findings(quarter, file: file)
    #expect(found.count == 1 && found[0].contains(monthly), "\(found)")
    let unseen = try findings(quarter)
    #expect(unseen.count == 1 && unseen[0].contains("1 of the tenant's targets are for"), "\(unseen)")
  }
}
