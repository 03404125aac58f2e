-- Compares what the floor stored with what the program stored, row by row: for each table, how many rows only one of them has.
-- Ids of runs are compared as well, because both derive them from the same keys. Only what depends on the attempt is left out.
--
-- Run by the owner of the report tables. Prints a line for each table that differs, and ends with an error if one does.

CREATE TEMPORARY TABLE difference (name text, only_program bigint, only_floor bigint, stored bigint);

SELECT format(
  $$INSERT INTO difference (name, only_program, only_floor, stored)
    SELECT %1$L,
           (SELECT count(*) FROM (SELECT %2$s FROM dyno_crm.%1$I EXCEPT ALL SELECT %2$s FROM floor.%1$I) AS d),
           (SELECT count(*) FROM (SELECT %2$s FROM floor.%1$I EXCEPT ALL SELECT %2$s FROM dyno_crm.%1$I) AS d),
           (SELECT count(*) FROM floor.%1$I)$$,
  c.relname,
  (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
   FROM pg_attribute AS a
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN ('generated_at', 'fence')))
FROM pg_class AS c
WHERE c.relnamespace = 'floor'::regnamespace AND c.relkind = 'r' \gexec

SELECT format('%s: %s rows only of the program, %s only of the floor, of %s', name, only_program, only_floor, stored)
FROM difference
WHERE only_program > 0 OR only_floor > 0 OR stored = 0;

DO $$
BEGIN
  IF EXISTS (SELECT FROM difference WHERE only_program > 0 OR only_floor > 0 OR stored = 0) THEN
    RAISE EXCEPTION 'the floor is not the same work as the program''s: it stores other rows';
  END IF;
END
$$;
