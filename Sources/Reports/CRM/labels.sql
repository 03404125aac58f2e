-- What people call users and groups of a report, and all of the tenant's pipelines.
--
-- One row, whose columns are the parameters `label_kinds`, `label_ids` and `label_names` of reports. Parameters: tenant_id; users
-- and groups, those that have a run.

WITH label AS (
  SELECT kind::text AS kind, id, left(min(name::text COLLATE "C"), 255) AS name
  FROM report_label
  WHERE tenant_id = :'tenant_id'::uuid
    AND id IS NOT NULL
    -- A CRM has more people than a report. Pipelines are few, and deals can be in ones without a stage, which no list has.
    AND (kind::text = 'PIPELINE'
         OR kind::text = 'USER' AND id = ANY (:'users'::uuid[])
         OR kind::text = 'GROUP' AND id = ANY (:'groups'::uuid[]))
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
