-- When the CRM was read for each occurrence of a tenant whose facts are committed.
-- Parameters: tenant_id.
SELECT
  schedule,
  NULLIF(period_start, '-infinity') AS period_start,
  period_end,
  revision,
  to_char(snapshot_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS snapshot_at
FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND state IN ('COMPUTED', 'PUBLISHED') AND snapshot_at IS NOT NULL
