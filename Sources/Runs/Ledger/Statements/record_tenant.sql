-- Records a tenant if it is unknown. Looks first: an INSERT of a known tenant, even with ON CONFLICT DO NOTHING, waits for
-- the publisher that is changing its row.
-- Parameters: tenant_id, slug.
INSERT INTO report_tenant (tenant_id, slug)
SELECT :'tenant_id'::uuid, :'slug'
WHERE NOT EXISTS (SELECT FROM report_tenant WHERE tenant_id = :'tenant_id'::uuid)
ON CONFLICT DO NOTHING
