-- The tables below those of the CRM's tables that are views: a row for each of the CRM's tables and each table below it.
--
-- A materialized view is a table here: what is below it was read when it was refreshed. `tuples` is about how many rows a table
-- has; NULL for a foreign one that was never analyzed. A table that was never analyzed counts by its size. Parameters:
-- tables, an array.

WITH RECURSIVE read AS (
  SELECT name AS source, c.oid AS relation
  FROM unnest(:'tables'::text[]) AS name
  JOIN pg_class c ON c.oid = to_regclass(name) AND c.relkind = 'v'
  UNION
  SELECT read.source, below.relation
  FROM read
  CROSS JOIN LATERAL (
    SELECT d.refobjid AS relation
    FROM pg_class v
    JOIN pg_rewrite w ON w.ev_class = v.oid AND w.ev_type = '1'
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
      AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> v.oid
    WHERE v.oid = read.relation AND v.relkind = 'v'
    UNION ALL
    SELECT i.inhrelid FROM pg_inherits i WHERE i.inhparent = read.relation
  ) AS below
)
SELECT read.source, n.nspname AS schema, c.relname AS name, c.relkind = 'f' AS is_foreign,
       (CASE
         WHEN c.relkind = 'f' AND c.reltuples < 0 THEN NULL
         WHEN c.relkind = 'f' THEN c.reltuples
         -- As the planner does: the density when it was analyzed, and the size now.
         WHEN c.reltuples > 0 AND c.relpages > 0
           THEN c.reltuples / c.relpages * pg_relation_size(c.oid) / current_setting('block_size')::integer
         ELSE pg_relation_size(c.oid) / 100
       END)::bigint AS tuples
FROM read
JOIN pg_class c ON c.oid = read.relation AND c.relkind IN ('r', 'm', 'f')
JOIN pg_namespace n ON n.oid = c.relnamespace
ORDER BY array_position(:'tables'::text[], read.source), schema, name
