-- The columns that reports need, as the database has them. One row for each, in the order of the parameters.
--
-- `relation_kind` is NULL for a table that is not there, `type` for a column that is not there. A domain
-- counts as its base, `base_type`. Parameters: tables and columns, two arrays of the same length.

WITH RECURSIVE needed AS (
  SELECT n.table_name, n.column_name, n.number, to_regclass(n.table_name) AS relation
  FROM unnest(:'tables'::text[], :'columns'::text[]) WITH ORDINALITY AS n (table_name, column_name, number)
), base AS (
  SELECT a.atttypid AS type, a.atttypid AS base
  FROM needed n
  JOIN pg_attribute a ON a.attrelid = n.relation AND a.attname = n.column_name
  UNION
  SELECT b.type, t.typbasetype
  FROM base b
  JOIN pg_type t ON t.oid = b.base AND t.typtype = 'd'
)
SELECT n.table_name, n.column_name, c.relkind AS relation_kind,
       coalesce(has_any_column_privilege(c.oid, 'SELECT'), false) AS is_table_readable,
       coalesce(has_column_privilege(c.oid, a.attnum, 'SELECT'), false) AS is_readable,
       format_type(a.atttypid, a.atttypmod) AS type,
       CASE WHEN t.typtype = 'e' THEN 'enum' ELSE format_type(t.oid, NULL) END AS base_type
FROM needed n
LEFT JOIN pg_class c ON c.oid = n.relation
LEFT JOIN pg_attribute a
  ON a.attrelid = c.oid AND a.attname = n.column_name AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN base b ON b.type = a.atttypid AND NOT EXISTS (
  SELECT FROM pg_type d WHERE d.oid = b.base AND d.typtype = 'd')
LEFT JOIN pg_type t ON t.oid = b.base
ORDER BY n.number
