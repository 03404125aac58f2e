-- The revision of a period that counts: the highest that was not given up.
-- Parameters: tenant_id, schedule, period_start ('-infinity' where the period has no start), period_end.
SELECT max(revision) AS revision FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND state <> 'SKIPPED'
