-- What the role that computes reports may do with the report tables. `migrate` runs it each time: the defaults of the
-- database may have taken rights away, or somebody did. Migrations grant the same. The tables of facts come from the catalog.
GRANT SELECT ON report_migration TO dyno_reports;
GRANT SELECT, INSERT ON report_tenant, report_occurrence, report_change TO dyno_reports;
GRANT SELECT, INSERT, DELETE ON report_run TO dyno_reports;
GRANT UPDATE (publish_seq, published_at, tree_files) ON report_tenant TO dyno_reports;
GRANT UPDATE (state, attempt, fence, worker, request, as_of, tzdata_version, files, error_message, claimed_at, snapshot_at,
              published_at, failures, failed_at, publish_seq, failed_runs, views, reconstructed, view_history, without_facts,
              restate_reason) ON report_occurrence TO dyno_reports;
GRANT EXECUTE ON FUNCTION report_run_id(bytea) TO dyno_reports;
