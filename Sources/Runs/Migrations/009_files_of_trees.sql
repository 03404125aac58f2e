-- The files that describe a tenant's tree, with their hashes, as they were last published.
ALTER TABLE report_tenant ADD COLUMN tree_files jsonb;

GRANT UPDATE (tree_files) ON report_tenant TO dyno_reports;
