-- The headers of a tenant's runs as they are published: the columns of RunHeaders.swift.
-- Parameters: tenant_id.
SELECT
  r.run_id,
  r.tenant_id,
  r.report_type,
  (r.input_params ->> 'pipeline_id')::uuid AS pipeline_id,
  r.input_params ->> 'principal_type' AS principal_type,
  (r.input_params ->> 'principal_id')::uuid AS principal_id,
  r.status,
  left(r.error_message, 1000) AS error_message,
  -- JSON with sorted keys and without blanks; NULL if there are no warnings.
  CASE WHEN r.warnings IS NOT NULL THEN
    (SELECT left('{' || string_agg(to_json(w.key) || ':' || w.value, ',' ORDER BY w.key COLLATE "C") || '}', 1000)
     FROM jsonb_each_text(r.warnings) AS w)
  END AS warnings,
  CASE WHEN r.reconstructed THEN 'true' END AS reconstructed
FROM report_run r
WHERE r.tenant_id = :'tenant_id'::uuid
