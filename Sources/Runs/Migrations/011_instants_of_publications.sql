-- When a tenant's tree was last published, in the transaction that wrote its publish_seq.
ALTER TABLE report_tenant ADD COLUMN published_at timestamptz;

GRANT UPDATE (published_at) ON report_tenant TO dyno_reports;
