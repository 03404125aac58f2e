-- For each type of principal: how many have targets, how many of these neither own nor are assigned a deal, and how many
-- principals do. Parameters: tenant_id.

\ir ../../Reports/CRM/definitions.sql

WITH holder AS (
  SELECT DISTINCT type, id
  FROM (
    SELECT :principal_type AS type, :principal_id AS id
    FROM deal d
    WHERE d.tenant_id = :'tenant_id'::uuid
    GROUP BY :each_principal
  ) AS found
  WHERE id IS NOT NULL
), target AS (
  SELECT DISTINCT :target_type AS type, t.principal_id AS id
  FROM sales_target t
  WHERE t.tenant_id = :'tenant_id'::uuid AND :target_type IN :principal_types AND t.principal_id IS NOT NULL
)
SELECT
  type,
  count(target.id) AS target_principals,
  count(target.id) FILTER (WHERE holder.id IS NULL) AS without_deals,
  count(holder.id) AS deal_principals
FROM target
FULL JOIN holder USING (type, id)
GROUP BY type
ORDER BY type
