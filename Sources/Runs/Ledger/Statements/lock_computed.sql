-- Locks the occurrences that are computed but not published, in key order.
-- Parameters: tenant_id.
SELECT schedule, NULLIF(period_start, '-infinity') AS period_start, period_end, revision
FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND state = 'COMPUTED'
ORDER BY schedule COLLATE "C", report_occurrence.period_start, period_end, revision
FOR NO KEY UPDATE
