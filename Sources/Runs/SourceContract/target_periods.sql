-- The periods that a tenant has targets for, oldest first: one row for each, with dates that a calendar has.
--
-- Parameters: tenant_id.

\ir ../../Reports/CRM/definitions.sql

SELECT t.period_start, t.period_end, count(*) AS targets
FROM sales_target t
WHERE t.tenant_id = :'tenant_id'::uuid
  AND :target_type IN :principal_types
  AND t.period_start BETWEEN date '0001-01-01' AND date '9999-12-30'
  AND t.period_end BETWEEN date '0001-01-01' AND date '9999-12-30'
GROUP BY t.period_start, t.period_end
ORDER BY t.period_start, t.period_end
