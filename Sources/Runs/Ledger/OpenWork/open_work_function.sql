-- Whether the function report_open_work is there, as `migrate` makes it, and whether the connected role may execute it.
SELECT
  coalesce(p.prosecdef AND pg_get_userbyid(p.proowner) = 'dyno_reports_open_work', false) AS is_there,
  coalesce(has_function_privilege(p.oid, 'EXECUTE'), false) AS is_allowed
FROM (SELECT to_regprocedure('report_open_work(uuid[], text[], date[], text[])') AS oid) AS named
LEFT JOIN pg_proc p ON p.oid = named.oid
