-- Defines how the benchmark goes back to an earlier month: forget() empties the report tables of the program and of the floor,
-- save() keeps the rows of the program, bring_back() puts them into the tables of both.
--
-- Run by the owner of the report tables, after tables.sql.

SET client_min_messages = warning;
DROP SCHEMA IF EXISTS saved CASCADE;
CREATE SCHEMA saved;

CREATE VIEW saved.kept AS
SELECT c.relname AS name, to_regclass('floor.' || c.relname) IS NOT NULL AS is_in_floor
FROM pg_class AS c
WHERE c.relnamespace = 'dyno_crm'::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'report\_%'
  AND c.relname <> 'report_migration';

CREATE OR REPLACE FUNCTION public.forget() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE 'TRUNCATE ' || (
    SELECT string_agg(format('dyno_crm.%I', name), ', ')
           || coalesce(', ' || string_agg(format('floor.%I', name), ', ') FILTER (WHERE is_in_floor), '')
    FROM saved.kept);
END
$$;

CREATE OR REPLACE FUNCTION public.save() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one text;
BEGIN
  FOR one IN SELECT name FROM saved.kept LOOP
    EXECUTE format('CREATE TABLE saved.%I AS TABLE dyno_crm.%1$I', one);
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION public.bring_back() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica AS $$
DECLARE
  one record;
BEGIN
  PERFORM public.forget();
  FOR one IN SELECT * FROM saved.kept LOOP
    EXECUTE format('INSERT INTO dyno_crm.%I SELECT * FROM saved.%1$I', one.name);
    IF one.is_in_floor THEN
      EXECUTE format('INSERT INTO floor.%I SELECT * FROM saved.%1$I', one.name);
    END IF;
  END LOOP;
END
$$;
