-- The ledger's row of a tenant. No row if the tenant is unknown.
-- Parameters: tenant_id.
SELECT slug, tree_files
FROM report_tenant
WHERE tenant_id = :'tenant_id'::uuid
