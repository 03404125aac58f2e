-- A session of the floor: its settings, the month that is reported, and all statements, prepared.
--
-- Run by the role that runs reports. Parameters: buffers, the memory for temporary tables; plans, whether a plan is made
-- for each tenant (auto) or once (force_generic_plan); software_version, methodology_version, tzdata_version.

SET search_path = floor, dyno_crm, pg_temp;
SET timezone = 'UTC';
SET jit = off;
SET work_mem = '1GB';
SET temp_buffers = :'buffers';
-- A statement that stores rows has no parallel workers.
SET max_parallel_workers_per_gather = 0;
-- The parts are joined by hashing. From a few hundred rows of a part, the planner learns enough.
SET plan_cache_mode = :'plans';
SET enable_mergejoin = off;
SET default_statistics_target = 1;

-- January 2026 in Berlin, and the options as the program writes them into headers and keys.
\set schedule monthly
\set starts 2025-12-31T23:00:00Z
\set ends 2026-01-31T23:00:00Z
\set start_date 2026-01-01
\set end_date 2026-02-01
\set horizon_end 2026-04-01
\set next_horizon_end 2026-07-01
\set overview_parameters '{"as_of":"2026-01-31T23:00:00Z","end_date":"2026-02-01","include_inactive":true,"period_end":"2026-01-31T23:00:00Z","period_kind":"monthly","period_start":"2025-12-31T23:00:00Z","pipelines":"all","schedule":"monthly","start_date":"2026-01-01","timezone":"Europe/Berlin"}'
\set funnel_parameters '{"as_of":"2026-01-31T23:00:00Z","end_date":"2026-02-01","include_closed":true,"period_end":"2026-01-31T23:00:00Z","period_kind":"monthly","period_start":"2025-12-31T23:00:00Z","pipelines":"all","schedule":"monthly","start_date":"2026-01-01","timezone":"Europe/Berlin"}'
\set weighted_parameters '{"as_of":"2026-01-31T23:00:00Z","end_date":"2026-02-01","horizon":"quarter","horizon_end":"2026-04-01","next_horizon_end":"2026-07-01","period_end":"2026-01-31T23:00:00Z","period_kind":"monthly","period_start":"2025-12-31T23:00:00Z","pipelines":"all","probabilities":"stages","schedule":"monthly","start_date":"2026-01-01","timezone":"Europe/Berlin"}'
\set coverage_parameters '{"as_of":"2026-01-31T23:00:00Z","end_date":"2026-02-01","period_end":"2026-01-31T23:00:00Z","period_kind":"monthly","period_start":"2025-12-31T23:00:00Z","pipelines":"combined","principals":"all","schedule":"monthly","start_date":"2026-01-01","timezone":"Europe/Berlin"}'
\set performance_parameters '{"as_of":"2026-01-31T23:00:00Z","end_date":"2026-02-01","period_end":"2026-01-31T23:00:00Z","period_kind":"monthly","period_start":"2025-12-31T23:00:00Z","principals":"all","schedule":"monthly","start_date":"2026-01-01","timezone":"Europe/Berlin"}'
\set conversion_parameters '{"as_of":"2026-01-31T23:00:00Z","end_date":"2026-02-01","follow_up":"0d","outcomes_until":"2026-01-31T23:00:00Z","period_end":"2026-01-31T23:00:00Z","period_kind":"monthly","period_start":"2025-12-31T23:00:00Z","pipelines":"all","schedule":"monthly","stages":"position","start_date":"2026-01-01","timezone":"Europe/Berlin"}'

\ir parts.sql
\ir headers.sql
\ir pipeline_overview.sql
\ir pipeline_stage_funnel.sql
\ir weighted_pipeline.sql
\ir pipeline_coverage.sql
\ir rep_performance.sql
\ir stage_conversion.sql
