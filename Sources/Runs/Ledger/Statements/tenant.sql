-- The ledger's row of a tenant. No row if the tenant is unknown. LedgerStatement.swift appends the clause that locks it.
-- Parameters: tenant_id.
SELECT
  slug,
  publish_seq,
  to_char(published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS published_at,
  to_char(transaction_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS transaction_at,
  tree_files
FROM report_tenant
WHERE tenant_id = :'tenant_id'::uuid
