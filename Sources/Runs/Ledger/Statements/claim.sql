-- The second half of a claim, under the lock of the first half, lock_to_claim.sql.
-- Parameters: the key of the occurrence (tenant_id, schedule, period_start, period_end, revision); worker.
UPDATE report_occurrence
SET state = 'RUNNING', attempt = attempt + 1, fence = fence + 1, worker = :'worker',
    claimed_at = transaction_timestamp(), error_message = NULL
WHERE tenant_id = :'tenant_id'::uuid AND schedule = :'schedule' AND period_start = :'period_start'::timestamptz
  AND period_end = :'period_end'::timestamptz AND revision = :'revision'::integer
RETURNING fence
