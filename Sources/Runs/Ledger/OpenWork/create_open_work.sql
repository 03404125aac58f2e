-- The function report_open_work, which says of all tenants at once where there is work to do, and the role that owns it. An idle
-- run asks it one question, instead of several for each tenant.
--
-- The function reads the rows of all tenants, and returns of them nothing but its four columns. Its owner may read just the
-- columns that are used here, in all tenants, by a policy of its own. The role cannot log in, unless somebody lets it, as Citus
-- needs. Whoever runs this must be able to make the role, to act as it for a moment, and to let it create something in the
-- schema. Replaces the function of an earlier program. Functions are named with their schema, because a superuser may run this
-- among functions of others.
-- Settings: dyno_reports.made_from, the function's comment, which says that it was made from this text.
-- On Citus, functions and policies can be made in one transaction then; elsewhere it means nothing.
SET LOCAL citus.multi_shard_modify_mode = 'sequential';

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'dyno_reports_open_work') THEN
    CREATE ROLE dyno_reports_open_work NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
  END IF;
EXCEPTION
  -- Roles belong to the cluster: another schema's migration may have made it a moment ago.
  WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

GRANT SELECT (tenant_id, schedule, end_date, state) ON report_occurrence TO dyno_reports_open_work;
GRANT SELECT (tenant_id, tree_files) ON report_tenant TO dyno_reports_open_work;

-- Locks report_tenant first, as publishers do.
DROP POLICY IF EXISTS open_work ON report_tenant;
CREATE POLICY open_work ON report_tenant FOR SELECT TO dyno_reports_open_work USING (true);
DROP POLICY IF EXISTS open_work ON report_occurrence;
CREATE POLICY open_work ON report_occurrence FOR SELECT TO dyno_reports_open_work USING (true);

DO $do$
DECLARE
  becomes_member CONSTANT boolean := NOT pg_catalog.pg_has_role(
    current_user, 'dyno_reports_open_work',
    CASE WHEN pg_catalog.current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END);
  grantee text;
BEGIN
  -- To replace it, and to give it away, one must be a member of its owner, who must be allowed to create it.
  IF becomes_member THEN
    EXECUTE pg_catalog.format('GRANT dyno_reports_open_work TO %I', current_user);
  END IF;
  DROP FUNCTION IF EXISTS report_open_work(uuid[], text[], date[], text[]);
  -- What it reads is found by a path that no caller can change, and that leads to this schema.
  EXECUTE pg_catalog.format($format$
    CREATE FUNCTION report_open_work(tenants uuid[], schedules text[], end_dates date[], manifests text[])
    RETURNS TABLE (tenant_id uuid, schedule text, last_end_date date, is_open boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, %I, pg_temp
    AS $function$
    #variable_conflict use_column
    BEGIN
      -- The schedules that have recorded a period that ends on the given date, or a later one. A tenant is open if a period of it
      -- is neither published nor skipped, or if its tree has no manifest, or another one than was recorded last.
      RETURN QUERY SELECT
        o.tenant_id, o.schedule, max(o.end_date),
        bool_or(
          unfinished.tenant_id IS NOT NULL
          OR asked.manifest IS NULL
          OR asked.manifest IS DISTINCT FROM
            coalesce(t.tree_files #>> '{others,manifest.json}', t.tree_files #>> '{sha256,manifest.json}'))
      FROM unnest(tenants, schedules, end_dates, manifests) AS asked (tenant_id, schedule, end_date, manifest)
      JOIN report_occurrence o
        ON o.tenant_id = asked.tenant_id AND o.schedule = asked.schedule AND o.end_date >= asked.end_date
      JOIN report_tenant t ON t.tenant_id = o.tenant_id
      LEFT JOIN (
        SELECT DISTINCT tenant_id FROM report_occurrence WHERE state <> 'PUBLISHED' AND state <> 'SKIPPED'
      ) AS unfinished ON unfinished.tenant_id = o.tenant_id
      GROUP BY o.tenant_id, o.schedule;
    END
    $function$
  $format$, pg_catalog.current_schema());
  REVOKE ALL ON FUNCTION report_open_work(uuid[], text[], date[], text[]) FROM PUBLIC;
  -- Default privileges can have let others execute it.
  FOR grantee IN
    SELECT pg_catalog.format('%I', pg_catalog.pg_get_userbyid(a.grantee))
    FROM pg_catalog.pg_proc p CROSS JOIN LATERAL pg_catalog.aclexplode(p.proacl) AS a
    WHERE p.oid = 'report_open_work(uuid[], text[], date[], text[])'::pg_catalog.regprocedure AND a.grantee NOT IN (0, p.proowner)
  LOOP
    EXECUTE pg_catalog.format(
      'REVOKE ALL ON FUNCTION report_open_work(uuid[], text[], date[], text[]) FROM %s', grantee);
  END LOOP;
  GRANT EXECUTE ON FUNCTION report_open_work(uuid[], text[], date[], text[]) TO dyno_reports;
  EXECUTE pg_catalog.format(
    'COMMENT ON FUNCTION report_open_work(uuid[], text[], date[], text[]) IS %L',
    pg_catalog.current_setting('dyno_reports.made_from'));
  EXECUTE pg_catalog.format(
    'GRANT USAGE, CREATE ON SCHEMA %I TO dyno_reports_open_work', pg_catalog.current_schema());
  ALTER FUNCTION report_open_work(uuid[], text[], date[], text[]) OWNER TO dyno_reports_open_work;
  EXECUTE pg_catalog.format(
    'REVOKE CREATE ON SCHEMA %I FROM dyno_reports_open_work', pg_catalog.current_schema());
  IF becomes_member THEN
    EXECUTE pg_catalog.format('REVOKE dyno_reports_open_work FROM %I', current_user);
  END IF;
END
$do$;
