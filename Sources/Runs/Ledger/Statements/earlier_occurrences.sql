-- The newest periods of a schedule that ended before another one, newest first: each by its current revision, if its facts are
-- committed.
-- Parameters: tenant_id, schedule, period_end; period_kind; states, an array; count.
SELECT o.schedule, NULLIF(o.period_start, '-infinity') AS period_start, o.period_end, max(o.revision) AS revision
FROM report_occurrence o
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.period_kind = :'period_kind'
  AND o.period_end < :'period_end'::timestamptz AND o.state = ANY (:'states'::text[])
GROUP BY o.schedule, o.period_start, o.period_end
ORDER BY o.period_end DESC, o.period_start
LIMIT :'count'::integer
