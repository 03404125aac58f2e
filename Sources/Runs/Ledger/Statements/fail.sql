-- Records a failure. Changes no row if the claim is no longer ours.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); fence,
-- error_message.
UPDATE report_occurrence
SET state = 'FAILED', error_message = :'error_message', failures = coalesce(failures, 0) + 1,
    failed_at = transaction_timestamp()
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
  AND fence = :'fence'::bigint AND state = 'RUNNING'
RETURNING failed_at
