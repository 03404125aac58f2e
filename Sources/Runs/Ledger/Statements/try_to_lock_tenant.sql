-- Like lock_tenant.sql, but does not wait: also no row if another transaction holds the lock.
-- Parameters: tenant_id.
SELECT slug, tree_files
FROM report_tenant
WHERE tenant_id = :'tenant_id'::uuid
FOR NO KEY UPDATE SKIP LOCKED
