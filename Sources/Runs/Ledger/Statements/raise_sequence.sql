-- Raises the number of a tenant's last publication, if it is lower: no number that a tree has shown is given again. What is recorded
-- about the files that describe the tree does not hold any more.
-- Parameters: tenant_id, sequence; published_at, or NULL.
UPDATE report_tenant
SET publish_seq = greatest(publish_seq, :'sequence'::bigint), tree_files = NULL,
    published_at = CASE WHEN publish_seq < :'sequence'::bigint THEN :'published_at'::timestamptz ELSE published_at END
WHERE tenant_id = :'tenant_id'::uuid
