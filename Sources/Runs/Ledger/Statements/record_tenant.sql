-- Parameters: tenant_id, slug.
INSERT INTO report_tenant (tenant_id, slug)
VALUES (:'tenant_id'::uuid, :'slug')
ON CONFLICT DO NOTHING
