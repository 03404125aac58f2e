-- The versions of reports that a part of the manifest lists, the formats of their files, and whether any of the files
-- belongs to a data package.
-- Parameters: tenant_id, schedule, kinds, first_date, length and state, as for part_entries.sql.
SELECT report ->> 'report' AS report, coalesce((report ->> 'version')::integer, 1) AS version,
       array_to_json(array_agg(DISTINCT file ->> 'format')) AS formats,
       bool_or(o.is_current AND file ->> 'format' = 'csv') AS is_packaged
FROM (
  SELECT o.files, o.revision = max(o.revision) OVER (PARTITION BY o.period_start, o.period_end) AS is_current
  FROM report_occurrence o
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state = :'state'
    AND o.period_kind = ANY (:'kinds'::text[])
    AND o.end_date > :'first_date'::date AND o.end_date <= (:'first_date'::date + :'length'::interval)::date
) AS o
CROSS JOIN jsonb_path_query(o.files, '$[*]') AS report
CROSS JOIN jsonb_path_query(report, '$.files[*]') AS file
GROUP BY 1, 2
ORDER BY 1, 2
