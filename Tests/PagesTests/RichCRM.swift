import TestingDatabase

/// The small CRM with what the pages can show: names, an order of stages, chances, targets of several kinds, deals that were in
/// several stages, amounts from cents to millions and one below zero.
enum RichCRM {
  static let script =
    SmallCRM.script + """

      ALTER TABLE pipeline_stage ADD position integer;
      ALTER TABLE pipeline_stage ADD probability numeric;
      UPDATE pipeline_stage SET position = CASE name WHEN 'Open, early' THEN 1 WHEN 'Late "stage"' THEN 2 ELSE 3 END;
      UPDATE pipeline_stage SET probability = CASE WHEN id = md5('stage 0')::uuid THEN 12.5 WHEN id = md5('stage 2')::uuid THEN 33.335 END
      WHERE pipeline_id = md5('pipeline 0')::uuid;
      UPDATE pipeline_stage SET probability = 40 WHERE id = md5('stage 1')::uuid;
      UPDATE deal SET amount = amount * 100 WHERE id IN (SELECT md5('deal ' || i)::uuid FROM generate_series(3, 60, 7) AS i);
      UPDATE deal SET amount = -1234.56 WHERE id = md5('deal 9')::uuid;
      UPDATE deal SET amount = 0.05 WHERE id = md5('deal 24')::uuid;
      UPDATE deal SET expected_close_date = expected_close_date + 60 WHERE id IN (
        SELECT md5('deal ' || i)::uuid FROM generate_series(1, 60, 2) AS i);
      UPDATE deal SET expected_close_date = NULL WHERE id = md5('deal 17')::uuid;
      INSERT INTO sales_target (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
      SELECT '\(SmallCRM.acme)', 'USER', md5('user ' || i)::uuid, NULL, '2026-10-01', '2027-01-01', amount
      FROM (VALUES (0, 5000000), (1, 5300000), (2, 1234567.89), (3, 0), (4, 1000)) AS target (i, amount);
      INSERT INTO sales_target (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
      VALUES ('\(SmallCRM.acme)', 'GROUP', md5('group 0')::uuid, NULL, '2026-10-01', '2027-01-01', 6000000);
      INSERT INTO sales_target (tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
      SELECT '\(SmallCRM.acme)', 'USER', md5('user ' || i)::uuid, md5('pipeline ' || i % 2)::uuid, '2026-10-01', '2026-11-01',
             20000 + i * 45678.9
      FROM generate_series(0, 3) AS i;
      CREATE OR REPLACE VIEW report_label AS
      SELECT '\(SmallCRM.acme)'::uuid AS tenant_id, kind, md5(id)::uuid AS id, name
      FROM (VALUES
        ('USER', 'user 0', 'Zoë Ünal'), ('USER', 'user 1', 'Bo "B" Li'), ('USER', 'user 2', 'Ann & Co'), ('USER', 'user 3', 'Ann <Co>'),
        ('GROUP', 'group 0', 'North'), ('PIPELINE', 'pipeline 0', 'New business'), ('PIPELINE', 'pipeline 1', '更新')
      ) AS label (kind, id, name);
      INSERT INTO deal_pipeline_stage_state (
        tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
      SELECT s.tenant_id, s.deal_id, s.pipeline_id, md5('stage ' || n)::uuid, s.entered_at - n * interval '4 days' - interval '7 hours',
             s.entered_at, false
      FROM deal_pipeline_stage_state s, generate_series(0, 3) AS n
      WHERE s.is_current AND s.pipeline_id = md5('pipeline ' || n % 2)::uuid
        AND s.pipeline_stage_id IN (SELECT md5('stage ' || n)::uuid FROM generate_series(2, 7) AS n);
      """

  /// A finished month with all reports, and the running quarter with all that it can have.
  static let schedules = """
      - name: monthly
        period: monthly
        reports:
          - {type: pipeline_overview}
          - {type: pipeline_coverage, pipelines: each, total: true}
          - {type: weighted_pipeline}
          - {type: pipeline_stage_funnel, include_closed: true}
          - {type: stage_conversion}
          - {type: rep_performance, total: true}
        exports: [csv, html]
      - name: quarter
        period: weekly
        window: {current: quarterly}
        reports:
          - {type: pipeline_overview}
          - {type: pipeline_coverage, total: true}
          - {type: weighted_pipeline}
          - {type: pipeline_stage_funnel}
          - {type: rep_performance}
        exports: [csv, html]
    """

  /// The periods that are due two days after the end of October.
  static let periods = [("monthly", "2026-10"), ("quarter", "2026-W44")]
}
