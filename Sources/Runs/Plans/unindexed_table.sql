-- About how many rows a table has. No row if it was never analyzed, or if an index over all of it begins with the column.
--
-- Parameters: schema, name, column.

SELECT c.reltuples::bigint AS rows
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = :'schema' AND c.relname = :'name' AND c.relkind IN ('r', 'm') AND c.reltuples >= 0
  AND NOT EXISTS (
    SELECT
    FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL AND a.attname = :'column'
  )
