-- The newest published periods of a schedule that ended before another one, newest first: each by its current revision.
-- Parameters: tenant_id, schedule, period_end; period_kind; published, the state; count.
SELECT o.schedule, NULLIF(o.period_start, '-infinity') AS period_start, o.period_end, max(o.revision) AS revision
FROM report_occurrence o
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.period_kind = :'period_kind'
  AND o.period_end < :'period_end'::timestamptz AND o.state = :'published'
GROUP BY o.schedule, o.period_start, o.period_end
ORDER BY o.period_end DESC, o.period_start
LIMIT :'count'::integer
