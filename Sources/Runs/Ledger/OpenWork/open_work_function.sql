-- Whether the function report_open_work is there, as this program's `migrate` makes it, and whether the connected role may
-- execute it. Its comment has the SHA-256 of the script that made it.
-- Parameters: script, the text of this program's script.
SELECT
  made_from,
  coalesce(
    p.prosecdef AND pg_get_userbyid(p.proowner) = 'dyno_reports_open_work'
      AND obj_description(p.oid, 'pg_proc') = made_from, false) AS is_there,
  coalesce(has_function_privilege(p.oid, 'EXECUTE'), false) AS is_allowed
FROM (
  SELECT
    to_regprocedure('report_open_work(uuid[], text[], date[], text[])') AS oid,
    'Made by dyno-reports from ' || encode(sha256(convert_to(:'script', 'UTF8')), 'hex') AS made_from
) AS named
LEFT JOIN pg_proc p ON p.oid = named.oid
