-- Records a publication: its number, and the files that describe the tree.
-- Parameters: tenant_id, sequence, tree_files; transaction_at, the transaction's timestamp.
UPDATE report_tenant
SET publish_seq = :'sequence'::bigint, tree_files = :'tree_files'::jsonb,
    published_at = CASE WHEN publish_seq = :'sequence'::bigint THEN published_at ELSE :'transaction_at'::timestamptz END
WHERE tenant_id = :'tenant_id'::uuid
