-- Locks a tenant to the end of the transaction. Only the holder may change what is published for the tenant.
-- No row if the tenant is unknown.
-- Parameters: tenant_id.
SELECT slug, tree_files
FROM report_tenant
WHERE tenant_id = :'tenant_id'::uuid
FOR NO KEY UPDATE
