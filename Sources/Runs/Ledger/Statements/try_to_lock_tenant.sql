-- As lock_tenant.sql, without waiting: no row also where another has the lock.
-- Parameters: tenant_id.
SELECT slug, tree_files
FROM report_tenant
WHERE tenant_id = :'tenant_id'::uuid
FOR NO KEY UPDATE SKIP LOCKED
