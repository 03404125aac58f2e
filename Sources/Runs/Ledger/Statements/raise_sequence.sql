-- Raises the number of a tenant's last publication: no number that a tree has shown is given again.
-- Parameters: tenant_id, sequence; published_at, or empty.
UPDATE report_tenant
SET publish_seq = :'sequence'::bigint, published_at = NULLIF(:'published_at', '')::timestamptz
WHERE tenant_id = :'tenant_id'::uuid AND publish_seq < :'sequence'::bigint
