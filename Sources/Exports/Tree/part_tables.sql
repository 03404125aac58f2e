-- The versions of reports that a part of the manifest lists, and the formats of their files.
-- Parameters: tenant_id, schedule, kinds, first_date, length and state, as for part_entries.sql.
SELECT report ->> 'report' AS report, coalesce((report ->> 'version')::integer, 1) AS version,
       array_to_json(array_agg(DISTINCT file ->> 'format')) AS formats
FROM report_occurrence o
CROSS JOIN jsonb_array_elements(o.files) AS report
CROSS JOIN jsonb_array_elements(report -> 'files') AS file
WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state = :'state'
  AND o.period_kind = ANY (:'kinds'::text[])
  AND o.end_date > :'first_date'::date AND o.end_date <= (:'first_date'::date + :'length'::interval)::date
GROUP BY 1, 2
ORDER BY 1, 2
