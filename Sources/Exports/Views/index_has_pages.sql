-- Whether a published period of a schedule has a page.
-- Parameters: tenant_id, schedule; published, the state; after and until, dates: only of periods whose end date lies between them, the
-- latter included.
SELECT EXISTS (
  SELECT FROM report_occurrence o
  WHERE o.tenant_id = :'tenant_id'::uuid AND o.schedule = :'schedule' AND o.state = :'published'
    AND o.end_date > :'after'::date AND o.end_date <= :'until'::date
    AND jsonb_path_exists(o.views, '$[*].format ? (@ == "html")')) AS has_pages
