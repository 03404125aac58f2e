-- Whether a tenant has published before. No row if the tenant is unknown.
-- Parameters: tenant_id.
SELECT
  -- A row whose state was reset by hand still has its files.
  publish_seq > 0 OR EXISTS (
    SELECT FROM report_occurrence o
    WHERE o.tenant_id = :'tenant_id'::uuid AND (o.state = 'PUBLISHED' OR o.files IS NOT NULL)
  ) AS has_published
FROM report_tenant
WHERE tenant_id = :'tenant_id'::uuid
