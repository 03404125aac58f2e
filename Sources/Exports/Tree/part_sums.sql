-- The lines of SHA256SUMS for the files that a part of the manifest lists.
-- Parameters: tenant_id, schedule, kinds, first_date, length and state, as for part_entries.sql.
SELECT (file ->> 'sha256') || '  ' || (file ->> 'path') AS line
FROM report_occurrence o
CROSS JOIN LATERAL (
  SELECT jsonb_path_query(report, '$.files[*]') FROM jsonb_path_query(o.files, '$[*]') AS report
  UNION ALL
  SELECT jsonb_path_query(o.views, '$[*]')
) AS every_file (file)
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state = :'state'
  AND o.period_kind = ANY (:'kinds'::text[])
  AND o.end_date > :'first_date'::date AND o.end_date <= (:'first_date'::date + :'length'::interval)::date
  -- A row that cannot be read is named, and must not stop the others.
  AND (file ->> 'path') IS NOT NULL
ORDER BY (file ->> 'path') COLLATE "C"
