-- What the connected role and dyno_reports may do in a schema. One row, also if the schema or dyno_reports is not there;
-- then dyno_reports will have what everybody has.
-- Parameters: schema.

SELECT quote_ident(current_user) AS role, quote_ident(current_database()) AS database,
       quote_ident(:'schema') AS quoted_schema,
       r.is_there AS is_role_there,
       -- CREATEROLE is an attribute: a member does not inherit it.
       (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS may_create_roles,
       n.oid IS NOT NULL AS is_schema_there,
       coalesce(has_schema_privilege(n.oid, 'USAGE') AND has_schema_privilege(n.oid, 'CREATE'), false)
         AS may_create_tables,
       coalesce(has_schema_privilege(n.oid, 'USAGE WITH GRANT OPTION'), false) AS may_grant,
       coalesce(has_schema_privilege(r.name, n.oid, 'USAGE'), false) AS is_usable
FROM (
  SELECT is_there, CASE WHEN is_there THEN 'dyno_reports' ELSE 'public' END::name AS name
  FROM (SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'dyno_reports') AS is_there) AS found
) AS r
LEFT JOIN pg_namespace n ON n.nspname = :'schema'
