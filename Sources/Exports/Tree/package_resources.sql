-- The CSV files of a year, one row each: those of the current revisions whose last local date lies in the year.
-- Parameters: tenant_id, year; schedules, an array of all that have periods in it; state, that of published
-- revisions.
SELECT
  o.schedule,
  o.period_label,
  report ->> 'report' AS report,
  coalesce((report ->> 'version')::integer, 1) AS version,
  (report ->> 'complete')::boolean AS complete,
  row_number() OVER (PARTITION BY o.schedule, o.period_start, o.period_end, report_number ORDER BY file_number) AS part,
  count(*) OVER (PARTITION BY o.schedule, o.period_start, o.period_end, report_number) AS parts,
  file ->> 'path' AS path,
  (file ->> 'bytes')::bigint AS bytes,
  file ->> 'sha256' AS sha256
FROM (
  SELECT
    o.schedule, o.period_start, o.period_end, o.period_label, o.files,
    o.revision = max(o.revision) OVER (PARTITION BY o.schedule, o.period_start, o.period_end) AS is_current
  FROM report_occurrence o
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.state = :'state' AND o.schedule = ANY (:'schedules'::text[])
    AND o.end_date > make_date(:'year'::integer, 1, 1) AND o.end_date <= make_date(:'year'::integer + 1, 1, 1)
) AS o
CROSS JOIN jsonb_path_query(o.files, '$[*]') WITH ORDINALITY AS every_report (report, report_number)
CROSS JOIN jsonb_path_query(report, '$.files[*]') WITH ORDINALITY AS every_file (file, file_number)
WHERE o.is_current AND file ->> 'format' = 'csv'
ORDER BY o.schedule COLLATE "C", o.period_end, o.period_start, report_number, file_number
