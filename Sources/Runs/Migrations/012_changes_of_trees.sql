-- What each publication changed in a tenant's tree. The files of the feed are made from these rows.
CREATE TABLE report_change (
  tenant_id    uuid             NOT NULL,
  -- The publication's number, as in report_tenant.publish_seq.
  sequence     bigint           NOT NULL,
  schedule     text COLLATE "C" NOT NULL,
  -- '-infinity' where the period has no start, as in report_occurrence.
  period_start timestamptz      NOT NULL,
  period_end   timestamptz      NOT NULL,
  revision     integer          NOT NULL,
  -- The feed's file that has the event, such as changes/2026-0001.ndjson.
  feed         text COLLATE "C" NOT NULL,
  -- The event as it was published: one line of JSON. It stays the same when the period is restated later.
  event        text             NOT NULL,
  PRIMARY KEY (tenant_id, sequence, schedule, period_start, period_end, revision)
);

ALTER TABLE report_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_change FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON report_change
  USING (tenant_id = current_setting('dyno_reports.tenant_id')::uuid);

GRANT SELECT, INSERT ON report_change TO dyno_reports;
