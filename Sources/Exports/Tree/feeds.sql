-- The files of a tenant's feed, oldest first.
-- Parameters: tenant_id.
SELECT feed, min(sequence) AS first_sequence, max(sequence) AS last_sequence, count(*) AS events
FROM report_change
WHERE tenant_id = :'tenant_id'::uuid
GROUP BY feed
ORDER BY min(sequence), feed
