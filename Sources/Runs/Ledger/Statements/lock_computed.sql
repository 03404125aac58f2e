-- Locks what is computed and not published, in the order of keys.
-- Parameters: tenant_id.
SELECT schedule FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND state = 'COMPUTED'
ORDER BY schedule COLLATE "C", period_start, period_end, revision
FOR NO KEY UPDATE
