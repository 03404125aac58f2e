package import Foundation

/// A small CRM with two tenants that use the same ids for different things. For tests that do not depend on
/// the numbers themselves.
package enum SmallCRM {
  package static let acme = UUID(uuidString: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11")!
  package static let other = UUID(uuidString: "11111111-2222-4333-8444-555555555555")!

  /// The ids of each tenant's stages: md5('stage 0') and so on.
  package static let stages = [
    "2bf41d66-8dd3-b090-9d58-f982aff35a25",
    "0af0f52b-b738-80b5-8d20-ec86a9c5b1dc",
    "9944429f-2390-7af2-4046-0d0583a27cd2",
    "8e35d438-6a82-35b2-855f-9268f7cea192",
    "83862d3c-bffc-e6af-1496-f8355d383228",
    "0ebb3ce4-3c4a-b170-4c0d-3c1f22dc4c40",
    "afb24375-c897-2f1e-4217-03b10721583d",
    "23ff087a-12b2-68e8-701b-b76aa15f46cc",
  ].map { UUID(uuidString: $0)! }
  /// Those of them that are open, two of each pipeline.
  package static let openStages = Array(stages.prefix(4))

  /// SQL that gives each stage a probability, in a column that a CRM may lack.
  package static let probabilities =
    "ALTER TABLE pipeline_stage ADD probability integer; UPDATE pipeline_stage SET probability = 50;"

  package static let script = script(for: [acme, other])

  /// With positions of stages, which some reports need.
  package static let ordered =
    script + "\nALTER TABLE pipeline_stage ADD position integer; UPDATE pipeline_stage SET position = 1;\n"

  /// SQL that inserts sixty deals for each tenant, created between July and November 2026.
  package static func script(for tenants: [UUID]) -> String {
    tenants.enumerated().map { number, tenant in
      """
      INSERT INTO pipeline_stage (tenant_id, id, pipeline_id, name, stage_state)
      SELECT '\(tenant)', md5('stage ' || i)::uuid, md5('pipeline ' || i % 2)::uuid,
             (ARRAY['Open, early', 'Late "stage"', 'Won', 'Lost'])[1 + i / 2],
             (ARRAY['OPEN', 'OPEN', 'DONE_SUCCESS', 'DONE_FAILED'])[1 + i / 2]
      FROM generate_series(0, 7) AS i;
      INSERT INTO deal (
        tenant_id, id, status, pipeline_id, stage_id, amount, created_at, updated_at, expected_close_date, close_date,
        owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)
      SELECT '\(tenant)', md5('deal ' || i)::uuid, 'whatever', md5('pipeline ' || i % 2)::uuid,
             md5('stage ' || i % 8)::uuid, CASE WHEN i % 11 > 0 THEN i * 1000.25 + \(number) END,
             timestamptz '2026-07-01 00:00Z' + i * interval '55 hours',
             timestamptz '2026-07-20 00:00Z' + i * interval '50 hours',
             date '2026-09-01' + i, NULL, md5('user ' || i % 5)::uuid, md5('user ' || i % 3)::uuid,
             md5('group ' || i % 2)::uuid, NULL
      FROM generate_series(1, 60) AS i;
      INSERT INTO deal_pipeline_stage_state (
        tenant_id, deal_id, pipeline_id, pipeline_stage_id, entered_at, exited_at, is_current)
      SELECT tenant_id, id, pipeline_id, stage_id, created_at + interval '1 day', NULL, true
      FROM deal WHERE tenant_id = '\(tenant)';
      INSERT INTO sales_target (
        tenant_id, principal_type, principal_id, pipeline_id, period_start, period_end, target_amount)
      SELECT '\(tenant)', 'USER', md5('user ' || u)::uuid, NULL, m::date, (m + interval '1 month')::date, 50000
      FROM generate_series(0, 5) AS u, generate_series('2026-08-01', '2026-11-01', interval '1 month') AS m;
      """
    }.joined(separator: "\n")
  }
}
