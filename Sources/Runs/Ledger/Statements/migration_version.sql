-- The version that the database's tables have.
SELECT coalesce(max(version), 0) AS version FROM report_migration
