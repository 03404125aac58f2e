-- Defines, as psql variables, what the statements of all reports have in common: `:headers` stores a header for each row of
-- the CTE `run`, and `:warning` is how many of a pipeline's deals have several current stages.
--
-- Parameters: schedule; software_version, methodology_version, tzdata_version.

\set headers 'INSERT INTO report_run (tenant_id, run_id, report_type, generated_at, period_start, period_end, input_params, status, run_key, schedule, revision, warnings, software_version, methodology_version, tzdata_version, occurrence_start, occurrence_end, fence) SELECT $1, run_id, report_type, transaction_timestamp(), :''starts'', :''ends'', input_params, ''SUCCEEDED'', run_key, :''schedule'', 1, warnings, :''software_version'', :''methodology_version'', :''tzdata_version'', :''starts'', :''ends'', 1 FROM run'

\set several_warning 'jsonb_build_object(''deals_with_several_current_stages'', (SELECT NULLIF(count(*), 0) FROM several AS v WHERE v.is_second_of_own AND v.row_pipeline_id = p.id))'
