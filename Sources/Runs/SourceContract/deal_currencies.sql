-- How many of a tenant's deals are in which currency, most first. `code` is NULL for deals without a currency, if `is_missing`,
-- and for those whose currency is no code of three letters.
-- Parameters: tenant_id.

\ir ../../Reports/CRM/definitions.sql

SELECT code, is_missing, count(*) AS deals
FROM (
  SELECT CASE WHEN currency ~ '^[A-Z]{3}$' THEN currency END COLLATE "C" AS code, currency IS NULL AS is_missing
  FROM (
    SELECT :currency_code AS currency
    FROM deal d
    WHERE d.tenant_id = :'tenant_id'::uuid
  ) AS deal_currency
) AS found
GROUP BY code, is_missing
ORDER BY deals DESC, code
