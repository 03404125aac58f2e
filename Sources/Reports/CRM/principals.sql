-- The tenant's principals: all that own or are assigned a deal, however old, or have a target for any period.
--
-- One row, whose columns are the parameters `users`, `groups`, `unknown_users` and `unknown_groups` of reports.
-- Parameters: tenant_id.

\ir definitions.sql

WITH principal AS (
  SELECT principal_type, principal_id
  FROM (
    SELECT :principal_type AS principal_type, :principal_id AS principal_id
    FROM deal
    WHERE tenant_id = :'tenant_id'::uuid
    GROUP BY :each_principal
    UNION
    SELECT :target_type, t.principal_id
    FROM sales_target t
    WHERE t.tenant_id = :'tenant_id'::uuid
  ) AS found
  WHERE principal_id IS NOT NULL
)
SELECT
  coalesce(array_agg(principal_id ORDER BY principal_id) FILTER (WHERE principal_type = 'USER'), '{}') AS users,
  coalesce(array_agg(principal_id ORDER BY principal_id) FILTER (WHERE principal_type = 'GROUP'), '{}') AS groups,
  -- Only listed principals can be unknown: see listed_principals.sql.
  '{}'::uuid[] AS unknown_users,
  '{}'::uuid[] AS unknown_groups
FROM principal

\gset
