-- How Citus keeps the report tables and the table of deals, or the tables below it if it is a view. A table that Citus does not
-- know has no method. Run only where Citus is installed.
-- Parameters: tables, the report tables.
WITH RECURSIVE below_deal AS (
  SELECT c.oid, c.relkind FROM pg_class c WHERE c.oid = to_regclass('deal')
  UNION
  SELECT below.oid, below.relkind
  FROM below_deal
  JOIN pg_rewrite r ON r.ev_class = below_deal.oid AND below_deal.relkind = 'v'
  JOIN pg_depend d
    ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
  JOIN pg_class below ON below.oid = d.refobjid AND below.oid <> below_deal.oid
), named AS (
  SELECT table_name, to_regclass(table_name)::oid AS oid, place
  FROM unnest(:'tables'::text[]) WITH ORDINALITY AS t (table_name, place)
  UNION ALL
  SELECT format('%I.%I', n.nspname, c.relname), c.oid, NULL
  FROM below_deal JOIN pg_class c ON c.oid = below_deal.oid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p')
)
SELECT
  named.table_name, named.place IS NOT NULL AS is_ours,
  -- 'h' is distributed by a column, 'n' is a reference table or a local one that Citus knows.
  p.partmethod::text AS method, p.colocationid AS colocation,
  CASE WHEN p.partmethod = 'h' THEN column_to_column_name(p.logicalrelid, p.partkey) END AS distribution_column
FROM named LEFT JOIN pg_dist_partition p ON p.logicalrelid::oid = named.oid
ORDER BY named.place
