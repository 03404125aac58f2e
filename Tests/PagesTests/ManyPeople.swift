import TestingDatabase

/// People with names, targets for October, and a deal that is open and one that is won each.
enum ManyPeople {
  static func script(_ count: Int) -> String {
    """

    INSERT INTO deal (
      tenant_id, id, status, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date, close_date,
      owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)
    SELECT '\(SmallCRM.acme)', md5('deal of ' || i || ' ' || stage)::uuid, 'whatever', md5('pipeline 0')::uuid,
           md5('stage ' || stage)::uuid, i * 100.25 + stage, '2026-10-01 09:00Z', '2026-10-12 09:00Z', '2026-10-20', NULL,
           md5('person ' || i)::uuid, NULL, NULL, NULL
    FROM generate_series(1, \(count)) AS i, (VALUES (0), (4)) AS stages (stage);
    INSERT INTO deal_pipeline_stage_state (
      tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
    SELECT tenant_id, id, pipeline_id, stage_id, created_at + interval '10 days', NULL, true
    FROM deal WHERE tenant_id = '\(SmallCRM.acme)' AND created_at = '2026-10-01 09:00Z' AND updated_at = '2026-10-12 09:00Z';
    INSERT INTO sales_target (
      tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
    SELECT '\(SmallCRM.acme)', 'USER', md5('person ' || i)::uuid, NULL, '2026-10-01', '2026-11-01', 1000000 + i * 99.99
    FROM generate_series(1, \(count)) AS i;
    ALTER VIEW report_label RENAME TO some_label;
    CREATE VIEW report_label AS
    SELECT tenant_id, kind, id, name FROM some_label
    UNION ALL
    SELECT '\(SmallCRM.acme)'::uuid, 'USER', md5('person ' || i)::uuid, 'Somebody with a name like ' || i
    FROM generate_series(1, \(count)) AS i;
    GRANT SELECT ON report_label TO dyno_reports;
    """
  }

  static let schedules = """
      - name: monthly
        period: monthly
        reports:
          - {type: pipeline_coverage, total: true}
          - {type: weighted_pipeline}
          - {type: pipeline_stage_funnel}
          - {type: stage_conversion}
          - {type: rep_performance, total: true}
        exports: [csv, html]
    """
}
