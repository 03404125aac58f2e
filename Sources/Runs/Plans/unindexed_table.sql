-- A table without an index over all of it that begins with a column: the names of both as SQL, and about how many rows the table
-- has. No row if there is such an index, if the table was never analyzed, or if it is a partition.
--
-- Parameters: schema, name, column.

SELECT format('%I.%I', n.nspname, c.relname) AS relation, quote_ident(:'column') AS column, c.reltuples::bigint AS rows
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = :'schema' AND c.relname = :'name' AND c.relkind IN ('r', 'm') AND NOT c.relispartition AND c.reltuples >= 0
  AND NOT EXISTS (
    SELECT
    FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL AND a.attname = :'column'
  )
