-- Records the files that describe a tenant's tree, and the publication that they are of. The number is never lowered.
-- Parameters: tenant_id, sequence, tree_files; published_at, or empty.
UPDATE report_tenant
SET publish_seq = :'sequence'::bigint, tree_files = :'tree_files'::jsonb, published_at = NULLIF(:'published_at', '')::timestamptz
WHERE tenant_id = :'tenant_id'::uuid AND publish_seq <= :'sequence'::bigint
