-- What the CRM's tables are to the planner. One row for each that is there. Takes no lock on them, as pg_relation_size would.
--
-- `is_view` is also of a foreign table. A view has no statistics, a table none until it is analyzed; one of few rows needs none.
-- Parameters: tables, an array.

SELECT name AS table_name, c.relkind IN ('v', 'f') AS is_view,
       c.relkind IN ('v', 'f')
       OR c.relkind IN ('r', 'm') AND pg_stat_get_live_tuples(c.oid) > 1000 AND NOT EXISTS (
         SELECT FROM pg_stats s WHERE s.schemaname = n.nspname AND s.tablename = c.relname) AS lacks_statistics
FROM unnest(:'tables'::text[]) AS name
JOIN pg_class c ON c.oid = to_regclass(name)
JOIN pg_namespace n ON n.oid = c.relnamespace
