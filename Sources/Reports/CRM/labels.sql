-- What people call the tenant's users, groups and pipelines.
--
-- One row, whose columns are the parameters `label_kinds`, `label_ids` and `label_names` of reports. Parameters: tenant_id.

WITH label AS (
  SELECT kind::text AS kind, id, left(min(name::text COLLATE "C"), 255) AS name
  FROM report_label
  WHERE tenant_id = :'tenant_id'::uuid
    AND kind::text IN ('USER', 'GROUP', 'PIPELINE')
    AND id IS NOT NULL
    -- An empty name is none.
    AND name::text <> ''
  GROUP BY kind::text, id
)
SELECT
  coalesce(array_agg(kind), '{}') AS label_kinds,
  coalesce(array_agg(id), '{}') AS label_ids,
  coalesce(array_agg(name), '{}') AS label_names
FROM label

\gset
