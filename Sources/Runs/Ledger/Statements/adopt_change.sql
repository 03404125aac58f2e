-- Records one event of a tenant's feed, if the ledger has none in its place.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); sequence, feed, event.
INSERT INTO report_change (tenant_id, sequence, schedule, period_start, period_end, revision, feed, event)
VALUES (
  :'tenant_id'::uuid, :'sequence'::bigint, :'schedule', :'period_start'::timestamptz, :'period_end'::timestamptz,
  :'revision'::integer, :'feed', :'event')
ON CONFLICT DO NOTHING
