-- Makes the schema `floor` with empty copies of the report tables: the same columns, checks, keys and indexes, the same
-- foreign keys, and row level security that is forced by the same policies.
--
-- Run by the owner of the report tables.

SET client_min_messages = warning;
DROP SCHEMA IF EXISTS floor CASCADE;
CREATE SCHEMA floor;
GRANT USAGE ON SCHEMA floor TO dyno_reports;
-- So that what a constraint refers to is written without a schema.
SET search_path = dyno_crm;

CREATE TEMPORARY VIEW report_table AS
SELECT c.oid, c.relname AS name
FROM pg_class AS c
WHERE c.relnamespace = 'dyno_crm'::regnamespace AND c.relkind = 'r'
  AND (c.relname = 'report_run' OR c.relname LIKE 'report\_%\_fact');

SELECT format('CREATE TABLE floor.%I (LIKE dyno_crm.%1$I INCLUDING ALL)', name) FROM report_table ORDER BY name \gexec

SELECT format('ALTER TABLE floor.%I ADD CONSTRAINT %I %s', t.name, k.conname,
              replace(pg_get_constraintdef(k.oid), 'REFERENCES ', 'REFERENCES floor.'))
FROM report_table AS t
JOIN pg_constraint AS k ON k.conrelid = t.oid AND k.contype = 'f' \gexec

SELECT format('ALTER TABLE floor.%I ENABLE ROW LEVEL SECURITY', name) FROM report_table \gexec
SELECT format('ALTER TABLE floor.%I FORCE ROW LEVEL SECURITY', name) FROM report_table \gexec
SELECT format('CREATE POLICY %I ON floor.%I USING (%s)', p.polname, t.name, pg_get_expr(p.polqual, p.polrelid))
FROM report_table AS t
JOIN pg_policy AS p ON p.polrelid = t.oid \gexec
SELECT format('GRANT SELECT, INSERT ON floor.%I TO dyno_reports', name) FROM report_table \gexec
