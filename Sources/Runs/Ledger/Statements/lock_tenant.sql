-- The right to change what is published of a tenant, to the end of the transaction. No row where it is not known.
-- Parameters: tenant_id.
SELECT slug, tree_files
FROM report_tenant
WHERE tenant_id = :'tenant_id'::uuid
FOR NO KEY UPDATE
