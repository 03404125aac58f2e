-- The SHA-256 of the manifest of a tenant's tree, as this program or an earlier one recorded it last. No row if the tenant
-- is unknown.
-- Parameters: tenant_id.
SELECT
  coalesce(tree_files #>> '{others,manifest.json}', tree_files #>> '{sha256,manifest.json}') AS sha256
FROM report_tenant
WHERE tenant_id = :'tenant_id'::uuid
