-- How many of the tenant's targets, for any period, have a type of principal that reports do not know: such a target is for
-- nobody.
--
-- One row. Parameters: tenant_id.

\ir definitions.sql

SELECT count(*) AS targets_of_unknown_type
FROM sales_target t
WHERE t.tenant_id = :'tenant_id'::uuid
  -- NULL is no type either.
  AND (:target_type IN :principal_types) IS NOT TRUE
