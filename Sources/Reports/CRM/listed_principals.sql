-- Which of the listed principals are unknown: they neither own nor are assigned a deal of the tenant, however old, and have
-- no target for any period.
--
-- One row, whose columns are the parameters `unknown_users` and `unknown_groups` of reports.
-- Parameters: tenant_id, users, groups.

\ir definitions.sql

-- One pass over the deals for the whole list, or one look into each index on an owner or assignee where all four have one.
WITH known AS (
  SELECT :principal_id AS id, :principal_type AS type
  FROM deal d
  WHERE d.tenant_id = :'tenant_id'::uuid AND (
    d.owned_by_user_id = ANY (:'users'::uuid[]) OR d.assigned_user_id = ANY (:'users'::uuid[])
    OR d.owned_by_group_id = ANY (:'groups'::uuid[]) OR d.assigned_group_id = ANY (:'groups'::uuid[]))
  GROUP BY :each_principal
  UNION
  SELECT t.principal_id, :target_type
  FROM sales_target t
  WHERE t.tenant_id = :'tenant_id'::uuid AND t.principal_id = ANY (:'users'::uuid[] || :'groups'::uuid[])
)
SELECT
  ARRAY(
    SELECT u.id FROM unnest(:'users'::uuid[]) AS u (id)
    EXCEPT
    SELECT id FROM known WHERE type = 'USER'
  ) AS unknown_users,
  ARRAY(
    SELECT g.id FROM unnest(:'groups'::uuid[]) AS g (id)
    EXCEPT
    SELECT id FROM known WHERE type = 'GROUP'
  ) AS unknown_groups

\gset
