-- The lines of a file of the feed.
-- Parameters: tenant_id, feed; first_sequence, that of its first event.
SELECT event
FROM report_change
WHERE tenant_id = :'tenant_id'::uuid AND feed = :'feed' AND sequence >= :'first_sequence'::bigint
ORDER BY sequence, schedule, period_end, period_start, revision
