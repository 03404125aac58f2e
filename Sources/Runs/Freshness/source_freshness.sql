-- Up to when the CRM's tables are complete. If the view has several rows, such as one for each table, the earliest counts; without
-- a row, or with one that has no instant, nothing is known. Whole seconds.
SELECT
  complete_until = 'infinity' AS is_always,
  CASE WHEN isfinite(complete_until) THEN date_trunc('second', complete_until) END AS complete_until
FROM (
  SELECT CASE WHEN count(*) = count(complete_until) THEN min(complete_until) END AS complete_until
  FROM report_source_freshness
) AS freshness
