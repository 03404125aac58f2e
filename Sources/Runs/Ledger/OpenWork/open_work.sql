-- A row for each schedule that has recorded a period that ends on a date, or a later one, with whether its tenant has something to
-- do; the function's own text says what exactly.
-- Parameters: four arrays with an element for each schedule: tenants, schedules, end_dates; manifests, the SHA-256 of the
-- manifest of the tenant's tree, NULL without one.
SELECT tenant_id, is_open
FROM report_open_work(:'tenants'::uuid[], :'schedules'::text[], :'end_dates'::date[], :'manifests'::text[])
