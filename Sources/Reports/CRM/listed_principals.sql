-- Which of the listed principals are unknown: they neither own nor are assigned a deal of the tenant, however old, and have
-- no target for any period.
--
-- One row, whose columns are the parameters `unknown_users` and `unknown_groups` of reports.
-- Parameters: tenant_id, users, groups.

\ir definitions.sql

-- Looks for each one by itself, and stops at the first deal or target found. A subquery with LIMIT, and not EXISTS: for that
-- the server may read all deals of the tenant first.
SELECT
  ARRAY(
    SELECT u.id
    FROM unnest(:'users'::uuid[]) AS u (id)
    WHERE (SELECT true FROM sales_target t
           WHERE t.tenant_id = :'tenant_id'::uuid AND :target_type = 'USER' AND t.principal_id = u.id
           LIMIT 1) IS NULL
      AND (SELECT true FROM deal d
           WHERE d.tenant_id = :'tenant_id'::uuid AND (d.owned_by_user_id = u.id OR d.assigned_user_id = u.id)
           LIMIT 1) IS NULL
  ) AS unknown_users,
  ARRAY(
    SELECT g.id
    FROM unnest(:'groups'::uuid[]) AS g (id)
    WHERE (SELECT true FROM sales_target t
           WHERE t.tenant_id = :'tenant_id'::uuid AND :target_type = 'GROUP' AND t.principal_id = g.id
           LIMIT 1) IS NULL
      AND (SELECT true FROM deal d
           WHERE d.tenant_id = :'tenant_id'::uuid AND (d.owned_by_group_id = g.id OR d.assigned_group_id = g.id)
           LIMIT 1) IS NULL
  ) AS unknown_groups

\gset
