-- Which of the CRM's tables, and of our views beside them, dyno_reports can read, and which of them the connected role may grant
-- on. One row for each, in the order of their names. `owner` is NULL for one that is not there. While dyno_reports is not there,
-- it has what everybody has.
-- Parameters: schema; tables and columns, two arrays of the same length with what reports read.

SELECT n.table_name, quote_ident(pg_get_userbyid(c.relowner)) AS owner,
       -- The right to read each column is enough.
       coalesce(bool_and(has_column_privilege(r.name, c.oid, a.attnum, 'SELECT')), false) AS is_readable,
       coalesce(has_table_privilege(c.oid, 'SELECT WITH GRANT OPTION'), false) AS may_grant
FROM unnest(:'tables'::text[], :'columns'::text[]) AS n (table_name, column_name)
CROSS JOIN (
  SELECT CASE WHEN EXISTS (SELECT FROM pg_roles WHERE rolname = 'dyno_reports') THEN 'dyno_reports' ELSE 'public' END::name
) AS r (name)
LEFT JOIN pg_class c ON c.relname = n.table_name AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = :'schema')
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = n.column_name AND NOT a.attisdropped
GROUP BY n.table_name, c.oid, c.relowner
ORDER BY n.table_name COLLATE "C"
