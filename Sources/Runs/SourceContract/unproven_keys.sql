-- The tables for which nothing proves one row per (tenant_id, id): no unique index on the table itself.
--
-- An index that is deferred counts, because a snapshot has only what was committed. One on a column that can
-- be NULL does not count, because NULL can be there twice. Parameters: tables, an array.

SELECT name AS table_name
FROM unnest(:'tables'::text[]) WITH ORDINALITY AS t (name, number)
JOIN pg_class c ON c.oid = to_regclass(name)
WHERE NOT (
  (c.relkind = 'p'
    OR c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid))
  AND EXISTS (
    SELECT FROM pg_index i
    WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
      AND NOT EXISTS (
        SELECT FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum AND a.attnotnull
          AND a.attname IN ('tenant_id', 'id')
        -- What an index only includes comes after its keys. An expression has no attribute.
        WHERE k.place <= i.indnkeyatts AND a.attnum IS NULL)))
ORDER BY number
