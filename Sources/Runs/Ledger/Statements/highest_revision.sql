-- The effective revision of a period: the highest that was not skipped.
-- Parameters: tenant_id, schedule, period_start ('-infinity' if the period has no start), period_end.
SELECT max(revision) AS revision FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND state <> 'SKIPPED'
