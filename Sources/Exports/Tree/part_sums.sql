-- The lines of SHA256SUMS for the files that a part of the manifest lists.
-- Parameters: tenant_id, schedule, kinds, first_date, length and state, as for part_entries.sql.
SELECT (file ->> 'sha256') || '  ' || (file ->> 'path') AS line
FROM report_occurrence o
CROSS JOIN LATERAL (
  SELECT jsonb_array_elements(report -> 'files') FROM jsonb_array_elements(o.files) AS report
  UNION ALL
  SELECT jsonb_array_elements(o.views)
) AS every_file (file)
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state = :'state'
  AND o.period_kind = ANY (:'kinds'::text[])
  AND o.end_date > :'first_date'::date AND o.end_date <= (:'first_date'::date + :'length'::interval)::date
ORDER BY (file ->> 'path') COLLATE "C"
