-- Every occurrence of a tenant, ordered by schedule and time.
-- Parameters: tenant_id.
SELECT
  schedule,
  NULLIF(period_start, '-infinity') AS period_start,
  period_end,
  revision,
  period_kind,
  period_label,
  start_date,
  end_date,
  timezone,
  state,
  error_message,
  restate_reason,
  coalesce(failures, 0) AS failures,
  failed_at,
  -- The number of failed runs in the published files.
  coalesce((SELECT sum((report #>> '{runs,failed}')::bigint) FROM jsonb_array_elements(files) AS report), 0)
    AS failed_runs
FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid
ORDER BY schedule COLLATE "C", period_end, period_start, revision
