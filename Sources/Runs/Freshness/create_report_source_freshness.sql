-- Up to when the CRM's tables are complete: always, until the owner of a copy of the CRM puts a view or a table of the same column
-- in its place, as docs/scale.md shows.
CREATE VIEW report_source_freshness AS SELECT 'infinity'::timestamptz AS complete_until
