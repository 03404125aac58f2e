-- The version of the last migration of the database; 0 if there was none.
SELECT coalesce(max(version), 0) AS version FROM report_migration
