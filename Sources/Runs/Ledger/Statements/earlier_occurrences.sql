-- The newest published periods of a schedule that ended before another one, newest first: each by its current revision. By
-- dates, of which there is an index: an instant can lie before another although its local date is a day later.
-- Parameters: tenant_id, schedule, period_end, end_date; period_kind; published, the state; count.
SELECT DISTINCT ON (o.end_date, o.period_end, o.period_start)
  o.schedule, NULLIF(o.period_start, '-infinity') AS period_start, o.period_end, o.revision
FROM report_occurrence o
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.period_kind = :'period_kind'
  AND o.end_date <= :'end_date'::date + 1 AND o.period_end < :'period_end'::timestamptz AND o.state = :'published'
ORDER BY o.end_date DESC, o.period_end DESC, o.period_start, o.revision DESC
LIMIT :'count'::integer
