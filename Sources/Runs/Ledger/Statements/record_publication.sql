-- Increments the publication number, and records the files that describe the tree.
-- Parameters: tenant_id, tree_files.
UPDATE report_tenant
SET publish_seq = publish_seq + 1, tree_files = :'tree_files'::jsonb
WHERE tenant_id = :'tenant_id'::uuid
