-- What hides rows of the CRM's tables from the role, or might, and which rights it lacks to read them. One row for each table
-- and cause.
--
-- A table that is a view is followed to the tables that it reads, with the role that PostgreSQL checks there:
-- the owner of the view, or, for a view with security_invoker, the role of the session, even if an owner's
-- view reads it. What a materialized view stores was read when it was refreshed, by its owner.
-- Rights are checked in the same way, but those to execute functions are always the session's. A view does not need the
-- right to use the schemas of what it reads.
-- Parameters: tables, an array; causes, an array with those to look for.

WITH RECURSIVE read AS (
  -- `reader` is whose policies count, `invoker` is the role of the session.
  SELECT name AS source, to_regclass(name)::oid AS relation, r.oid AS reader, r.oid AS invoker,
         NULL::oid AS view, false AS is_stored
  FROM unnest(:'tables'::text[]) AS name
  JOIN pg_roles r ON r.rolname = current_user
  UNION
  SELECT read.source, d.refobjid, CASE WHEN o.is_invoker THEN read.invoker ELSE v.relowner END,
         CASE WHEN v.relkind = 'm' THEN v.relowner ELSE read.invoker END,
         v.oid, read.is_stored OR v.relkind = 'm'
  FROM read
  JOIN pg_class v ON v.oid = read.relation AND v.relkind IN ('v', 'm')
  CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(option_value::boolean), false) AS is_invoker
    FROM pg_options_to_table(v.reloptions)
    WHERE option_name = 'security_invoker'
  ) AS o
  JOIN pg_rewrite w ON w.ev_class = v.oid AND w.ev_type = '1'
  JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
    AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> v.oid
), member AS (
  -- A table with its partitions and the tables that inherit from it. Its own policies count for all of them.
  SELECT DISTINCT source, view, relation, relation AS heir FROM read
  UNION
  SELECT m.source, m.view, m.relation, i.inhrelid
  FROM member m
  JOIN pg_inherits i ON i.inhparent = m.heir
), bound AS (
  SELECT DISTINCT read.source, read.relation, read.reader, read.view, read.is_stored
  FROM read
  JOIN pg_class c ON c.oid = read.relation AND c.relkind IN ('r', 'p') AND c.relrowsecurity
  JOIN pg_roles u ON u.oid = read.reader AND NOT u.rolsuper AND NOT u.rolbypassrls
  WHERE c.relforcerowsecurity OR NOT pg_has_role(read.reader, c.relowner, 'USAGE')
), policy AS (
  SELECT b.source, b.relation, b.reader, b.view, b.is_stored, p.polname, p.polpermissive,
         pg_get_expr(p.polqual, p.polrelid) = 'true'
         OR NOT b.is_stored AND pg_get_expr(p.polqual, p.polrelid) IN (
           '(tenant_id = (current_setting(''dyno_reports.tenant_id''::text))::uuid)',
           '(tenant_id = ( SELECT (current_setting(''dyno_reports.tenant_id''::text))::uuid AS current_setting))',
           '(tenant_id = (( SELECT current_setting(''dyno_reports.tenant_id''::text) AS current_setting))::uuid)'
         ) AS shows_all
  FROM bound b
  JOIN pg_policy p ON p.polrelid = b.relation AND p.polcmd IN ('r', '*')
    AND EXISTS (
      SELECT FROM unnest(p.polroles) AS role
      WHERE role = 0 OR pg_has_role(b.reader, role, 'USAGE'))
), called AS (
  SELECT DISTINCT read.source, v.oid AS view, coalesce(o.oprcode::oid, d.refobjid) AS function,
         read.is_stored OR v.relkind = 'm' AS is_stored
  FROM read
  JOIN pg_class v ON v.oid = read.relation AND v.relkind IN ('v', 'm')
  JOIN pg_rewrite w ON w.ev_class = v.oid AND w.ev_type = '1'
  JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
    AND d.refclassid IN ('pg_proc'::regclass, 'pg_operator'::regclass)
  LEFT JOIN pg_operator o ON d.refclassid = 'pg_operator'::regclass AND o.oid = d.refobjid
  UNION
  -- pg_depend does not have the functions of PostgreSQL itself. These run SQL that they are given as text.
  SELECT read.source, v.oid, p.oid, read.is_stored OR v.relkind = 'm'
  FROM read
  JOIN pg_class v ON v.oid = read.relation AND v.relkind IN ('v', 'm')
  JOIN pg_rewrite w ON w.ev_class = v.oid AND w.ev_type = '1'
  JOIN pg_proc p ON p.pronamespace = 'pg_catalog'::regnamespace
    AND (p.proname ~ '^(query|cursor|table|schema|database)_to_xml' OR p.proname IN ('ts_stat', 'ts_rewrite'))
    AND w.ev_action::text LIKE '%:funcid ' || p.oid || ' %'
), reached AS (
  SELECT source, view, function FROM called
  UNION
  -- An aggregate counts as IMMUTABLE, whatever the functions do that it is made of.
  SELECT c.source, c.view, part.function
  FROM called c
  JOIN pg_aggregate a ON a.aggfnoid = c.function AND a.aggfnoid >= 16384
  CROSS JOIN unnest(ARRAY[a.aggtransfn::oid, a.aggfinalfn::oid]) AS part (function)
), lacking AS (
  -- The columns that a view reads and its reader may not. For a view that reads no column, any column would do.
  SELECT read.source, read.relation, read.view, read.reader,
         string_agg(DISTINCT quote_ident(a.attname), ', ' ORDER BY quote_ident(a.attname))
           FILTER (WHERE has_any_column_privilege(read.reader, read.relation, 'SELECT')) AS columns
  FROM read
  JOIN pg_rewrite w ON w.ev_class = read.view AND w.ev_type = '1'
  JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid
    AND d.refclassid = 'pg_class'::regclass AND d.refobjid = read.relation
  LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid AND a.attnum <> 0
  WHERE NOT read.is_stored AND CASE WHEN a.attnum IS NULL
    THEN NOT has_any_column_privilege(read.reader, read.relation, 'SELECT')
    ELSE NOT has_column_privilege(read.reader, read.relation, a.attnum, 'SELECT') END
  GROUP BY read.source, read.relation, read.view, read.reader
), cause AS (
  SELECT source, 'no right to read' AS cause, relation, view, reader, columns AS name
  FROM lacking
  UNION
  SELECT c.source, 'no right to execute', NULL, c.view, NULL,
         format('%I.%I(%s)', n.nspname, p.proname, (
           SELECT string_agg(
             CASE WHEN t.typnamespace = 'pg_catalog'::regnamespace THEN format_type(t.oid, NULL)
               ELSE format('%I.%I', tn.nspname, t.typname) END, ', ' ORDER BY argument.position)
           FROM unnest(p.proargtypes) WITH ORDINALITY AS argument (type, position)
           JOIN pg_type t ON t.oid = argument.type
           JOIN pg_namespace tn ON tn.oid = t.typnamespace))
  FROM called c
  JOIN pg_proc p ON p.oid = c.function AND NOT has_function_privilege(p.oid, 'EXECUTE')
  JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE NOT c.is_stored
  UNION
  SELECT source, 'no policy', relation, view, reader, NULL
  FROM bound b
  WHERE NOT EXISTS (
    SELECT FROM policy p
    WHERE p.relation = b.relation AND p.reader = b.reader AND p.view IS NOT DISTINCT FROM b.view
      AND p.source = b.source AND p.is_stored = b.is_stored AND p.polpermissive AND p.shows_all)
  UNION
  SELECT source, 'restrictive policy', relation, view, reader, quote_ident(polname)
  FROM policy
  WHERE NOT polpermissive
  UNION
  SELECT m.source, 'foreign table', m.heir, m.view, NULL, NULL
  FROM member m
  JOIN pg_class c ON c.oid = m.heir AND c.relkind = 'f'
  UNION
  -- The functions of PostgreSQL itself have smaller numbers.
  SELECT c.source,
         CASE WHEN p.oid < 16384 THEN 'function that runs SQL' WHEN EXISTS (
           SELECT FROM pg_depend e
           WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'
         ) THEN 'function of an extension' ELSE 'function' END,
         NULL, c.view, NULL, format('%I.%I', n.nspname, p.proname)
  FROM reached c
  JOIN pg_proc p ON p.oid = c.function AND CASE WHEN p.oid >= 16384
    THEN p.proretset OR p.provolatile <> 'i'
    ELSE EXISTS (SELECT FROM called WHERE called.function = p.oid) END
  JOIN pg_namespace n ON n.oid = p.pronamespace
)
SELECT c.source, c.cause, c.name,
       CASE WHEN r.oid IS NOT NULL THEN format('%I.%I', rn.nspname, r.relname) END AS relation,
       CASE WHEN v.oid IS NOT NULL THEN format('%I.%I', vn.nspname, v.relname) END AS view,
       quote_ident(pg_get_userbyid(c.reader)) AS reader
FROM cause c
LEFT JOIN pg_class r ON r.oid = c.relation
LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
LEFT JOIN pg_class v ON v.oid = c.view
LEFT JOIN pg_namespace vn ON vn.oid = v.relnamespace
WHERE c.cause = ANY (:'causes'::text[])
ORDER BY array_position(:'tables'::text[], c.source), cause, relation, view, reader, name
