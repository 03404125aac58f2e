-- Writes the facts and headers of one tenant as the program publishes them, each as `COPY … | gzip -6`: CSV, and the same rows
-- as XML by way of xml.c. The bytes before compression are the same as the program's.
--
-- Parameters: tenant_id, slug. Environment: FLOOR_FILES, a folder with one for each slug; XML, the program made from xml.c.

\setenv FILES `echo "$FLOOR_FILES"`/:slug
\setenv ROOT 'tenant_id="':tenant_id'" tenant="':slug'" schedule="monthly" period="2026-01" period_kind="monthly" period_start="2025-12-31T23:00:00Z" period_end="2026-01-31T23:00:00Z" timezone="Europe/Berlin" as_of="2026-01-31T23:00:00Z" revision="1" window_start="2025-12-31T23:00:00Z" window_end="2026-01-31T23:00:00Z" window_start_date="2026-01-01" window_end_date="2026-02-01"'

BEGIN;
SELECT set_config('dyno_reports.tenant_id', :'tenant_id', true) \g /dev/null

-- The runs of the month, with the condition on the report to follow.
\set of_month 'JOIN report_run AS r ON r.tenant_id = f.tenant_id AND r.run_id = f.run_id WHERE f.tenant_id = :''tenant_id'' AND r.schedule = :''schedule'' AND r.occurrence_end = :''ends'' AND r.revision = 1 AND r.report_type ='

-- Texts as they are in XML, and in CSV without line breaks and so that no spreadsheet takes them for a formula.
\set raw_stage 'f.stage_name'
\set raw_pipeline 'f.pipeline_name'
\set raw_principal 'f.principal_name'
\set csv_stage 'CASE WHEN left(f.stage_name, 1) IN (''='', ''+'', ''-'', ''@'') THEN '''''''' ELSE '''' END || translate(f.stage_name, E''\\r\\n\\t'', ''   '')'
\set csv_pipeline 'CASE WHEN left(f.pipeline_name, 1) IN (''='', ''+'', ''-'', ''@'') THEN '''''''' ELSE '''' END || translate(f.pipeline_name, E''\\r\\n\\t'', ''   '')'
\set csv_principal 'CASE WHEN left(f.principal_name, 1) IN (''='', ''+'', ''-'', ''@'') THEN '''''''' ELSE '''' END || translate(f.principal_name, E''\\r\\n\\t'', ''   '')'

\set overview 'SELECT f.run_id, f.tenant_id, :''starts'' AS period_start, :''ends'' AS period_end, f.pipeline_id, f.status, f.deal_count, f.total_amount, :pipeline AS pipeline_name, :''ends'' AS as_of FROM report_pipeline_overview_fact AS f :of_month ''pipeline_overview'' ORDER BY f.pipeline_id, f.status'
\set funnel 'SELECT f.run_id, f.tenant_id, :''starts'' AS period_start, :''ends'' AS period_end, f.pipeline_id, f.stage_id, :stage AS stage_name, f.stage_state, f.deal_count, f.total_amount, f.avg_age_days, f.stage_rank, :pipeline AS pipeline_name, :''ends'' AS as_of FROM report_pipeline_stage_funnel_fact AS f :of_month ''pipeline_stage_funnel'' ORDER BY f.pipeline_id, f.stage_rank, f.stage_id'
\set weighted 'SELECT f.run_id, f.tenant_id, :''starts'' AS period_start, :''ends'' AS period_end, f.pipeline_id, f.stage_id, f.close_bucket, :stage AS stage_name, f.stage_state, f.stage_rank, f.bucket_start, f.bucket_end, f.deal_count, f.unpriced_count, f.open_amount, f.probability, f.probability_source, f.calibration_won_count, f.calibration_lost_count, f.weighted_amount, :pipeline AS pipeline_name, :''ends'' AS as_of FROM report_weighted_pipeline_fact AS f :of_month ''weighted_pipeline'' ORDER BY f.pipeline_id, f.stage_rank, f.stage_id, f.close_bucket'
\set coverage 'SELECT f.run_id, f.tenant_id, f.period_start, f.period_end, f.principal_type, f.principal_id, f.pipeline_id, f.target_amount, f.open_amount, f.coverage_ratio, f.won_amount, f.remaining_target_amount, f.remaining_coverage_ratio, :principal AS principal_name, :pipeline AS pipeline_name, :''ends'' AS as_of FROM report_pipeline_coverage_fact AS f :of_month ''pipeline_coverage'' ORDER BY f.principal_type, f.principal_id'
\set performance 'SELECT f.run_id, f.tenant_id, f.principal_type, f.principal_id, :''starts'' AS period_start, :''ends'' AS period_end, f.deals_created_count, f.deals_closed_won_count, f.deals_closed_lost_count, f.total_amount_won, f.avg_deal_size_won, f.avg_time_to_close_days, f.win_rate, f.closed_won_count, f.closed_lost_count, f.closed_won_amount, f.closed_win_rate, f.median_time_to_close_days, :principal AS principal_name, :''ends'' AS as_of FROM report_rep_performance_fact AS f :of_month ''rep_performance'' ORDER BY f.principal_type, f.principal_id'
\set conversion 'SELECT f.run_id, f.tenant_id, :''starts'' AS period_start, :''ends'' AS period_end, f.pipeline_id, f.stage_id, :stage AS stage_name, f.stage_state, f.stage_rank, f.entered_count, f.advanced_count, f.lost_count, f.left_count, f.open_count, f.regressed_count, f.skipped_count, f.entered_amount, f.advanced_amount, f.lost_amount, f.conversion_rate, f.resolved_rate, f.amount_rate, f.pipeline_entered_count, f.reached_count, f.reached_rate, f.departed_count, f.departed_forward_count, f.forward_rate, f.median_days_in_stage, :pipeline AS pipeline_name, :''ends'' AS as_of FROM report_stage_conversion_fact AS f :of_month ''stage_conversion'' ORDER BY f.pipeline_id, f.stage_rank, f.stage_id'
\set runs 'SELECT r.run_id, r.tenant_id, r.report_type, r.input_params ->> ''pipeline_id'' AS pipeline_id, r.input_params ->> ''principal_type'' AS principal_type, r.input_params ->> ''principal_id'' AS principal_id, r.status, r.error_message, CASE WHEN r.warnings IS NOT NULL THEN replace(r.warnings::text, '': '', '':'') END AS warnings, CASE WHEN r.reconstructed THEN ''true'' END AS reconstructed FROM report_run AS r WHERE r.tenant_id = :''tenant_id'' AND r.schedule = :''schedule'' AND r.occurrence_end = :''ends'' AND r.revision = 1 ORDER BY r.report_type, (r.input_params ->> ''pipeline_id'')::uuid, r.input_params ->> ''principal_type'' COLLATE "C", (r.input_params ->> ''principal_id'')::uuid, r.run_id'

\set stage :csv_stage
\set pipeline :csv_pipeline
\set principal :csv_principal
COPY (:overview) TO STDOUT (FORMAT csv, HEADER) \g |gzip -6 >"$FILES"/pipeline_overview.csv.gz
COPY (:funnel) TO STDOUT (FORMAT csv, HEADER) \g |gzip -6 >"$FILES"/pipeline_stage_funnel.csv.gz
COPY (:weighted) TO STDOUT (FORMAT csv, HEADER) \g |gzip -6 >"$FILES"/weighted_pipeline.csv.gz
COPY (:coverage) TO STDOUT (FORMAT csv, HEADER) \g |gzip -6 >"$FILES"/pipeline_coverage.csv.gz
COPY (:performance) TO STDOUT (FORMAT csv, HEADER) \g |gzip -6 >"$FILES"/rep_performance.csv.gz
COPY (:conversion) TO STDOUT (FORMAT csv, HEADER) \g |gzip -6 >"$FILES"/stage_conversion.csv.gz
COPY (:runs) TO STDOUT (FORMAT csv, HEADER) \g |gzip -6 >"$FILES"/report_run.csv.gz

\set stage :raw_stage
\set pipeline :raw_pipeline
\set principal :raw_principal
COPY (:overview) TO STDOUT (HEADER) \g |"$XML" pipeline_overview "$ROOT" | gzip -6 >"$FILES"/pipeline_overview.xml.gz
COPY (:funnel) TO STDOUT (HEADER) \g |"$XML" pipeline_stage_funnel "$ROOT" | gzip -6 >"$FILES"/pipeline_stage_funnel.xml.gz
COPY (:weighted) TO STDOUT (HEADER) \g |"$XML" weighted_pipeline "$ROOT" | gzip -6 >"$FILES"/weighted_pipeline.xml.gz
COPY (:coverage) TO STDOUT (HEADER) \g |"$XML" pipeline_coverage "$ROOT" | gzip -6 >"$FILES"/pipeline_coverage.xml.gz
COPY (:performance) TO STDOUT (HEADER) \g |"$XML" rep_performance "$ROOT" | gzip -6 >"$FILES"/rep_performance.xml.gz
COPY (:conversion) TO STDOUT (HEADER) \g |"$XML" stage_conversion "$ROOT" | gzip -6 >"$FILES"/stage_conversion.xml.gz
COPY (:runs) TO STDOUT (HEADER) \g |"$XML" report_run "$ROOT" | gzip -6 >"$FILES"/report_run.xml.gz
COMMIT;
