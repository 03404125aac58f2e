-- What is odd about a tenant's names. One row: how many ids have several names, and how many rows name neither a user, a group
-- nor a pipeline. Parameters: tenant_id.

SELECT
  (SELECT count(*) FROM (
     SELECT FROM report_label l
     WHERE l.tenant_id = :'tenant_id'::uuid AND l.kind::text IN ('USER', 'GROUP', 'PIPELINE') AND l.name::text <> ''
     GROUP BY l.kind::text, l.id
     HAVING count(DISTINCT l.name::text COLLATE "C") > 1) AS repeated
  ) AS repeated,
  (SELECT count(*) FROM report_label l
   WHERE l.tenant_id = :'tenant_id'::uuid AND (l.kind::text IN ('USER', 'GROUP', 'PIPELINE')) IS NOT TRUE
  ) AS of_unknown_kind
