-- The periods of a tenant that have a published revision, in key order.
-- Parameters: tenant_id; since: only periods of which a later publication has shown something, 0 for all.
SELECT DISTINCT
  schedule, NULLIF(period_start, '-infinity') AS period_start, period_end, 1 AS revision, end_date, period_kind
FROM report_occurrence
WHERE tenant_id = :'tenant_id'::uuid AND state = 'PUBLISHED'
  AND (:'since'::bigint = 0 OR publish_seq > :'since'::bigint)
ORDER BY schedule, period_end, period_start
