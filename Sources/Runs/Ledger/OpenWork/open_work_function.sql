-- Whether the function report_open_work is there, as this program's `migrate` makes it, whether the connected role may execute
-- it, and whether nobody can act as the role that owns it, or is to own it, or get around row level security as it. The
-- function's comment has the SHA-256 of the script that made it.
-- Parameters: script, the text of this program's script.
SELECT
  made_from,
  coalesce(
    p.prosecdef AND pg_get_userbyid(p.proowner) = 'dyno_reports_open_work'
      AND obj_description(p.oid, 'pg_proc') = made_from, false) AS is_there,
  coalesce(has_function_privilege(p.oid, 'EXECUTE'), false) AS is_allowed,
  NOT EXISTS (
    SELECT FROM pg_roles r
    WHERE r.rolname = 'dyno_reports_open_work' AND (
      r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication
      OR EXISTS (
        -- From PostgreSQL 16 on, whoever made the role may grant it, which is no way to act as it.
        SELECT FROM pg_auth_members m
        WHERE m.roleid = r.oid AND coalesce((to_jsonb(m) ->> 'set_option')::boolean
          OR (to_jsonb(m) ->> 'inherit_option')::boolean, true)))
  ) AS is_owner_safe
FROM (
  SELECT
    to_regprocedure('report_open_work(uuid[], text[], date[], text[])') AS oid,
    'Made by dyno-reports from ' || encode(sha256(convert_to(:'script', 'UTF8')), 'hex') AS made_from
) AS named
LEFT JOIN pg_proc p ON p.oid = named.oid
