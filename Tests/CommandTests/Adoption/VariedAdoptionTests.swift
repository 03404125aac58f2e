import Foundation
import Testing
import TestingDatabase

/// Periods of every kind, other windows than the period, a currency, and periods that were reconstructed.
struct VariedAdoptionTests {
  private static let schedules = """
    tenant:
      id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11
      slug: acme
      timezone: America/St_Johns
      currency: EUR
    schedules:
      - name: monthly
        period: monthly
        reports:
          - type: pipeline_stage_funnel
          - type: weighted_pipeline
          - type: stage_conversion
      - name: outlook
        period: weekly
        window: {next: quarterly}
        reports:
          - type: pipeline_coverage
            total: true
      - name: to-date
        period: daily
        since: 2026-10-20
        window: {to_date: monthly}
        reports:
          - type: rep_performance
            total: true
      - name: recent
        period: {rolling: {days: 30}}
        exports: [csv]
        reports:
          - type: pipeline_overview
      - name: everything
        period: all_time
        exports: [xml]
        reports:
          - type: pipeline_overview
    """

  @Test func everyKindIsTakenOver() throws {
    let adopted = try AdoptedInstallation(
      Self.schedules,
      ReconstructionTests.crm + "ALTER TABLE deal ADD currency text; UPDATE deal SET currency = 'EUR';")
    let installation = adopted.installation
    try adopted.succeed("run", "--at", Installation.at)
    try adopted.succeed(
      "backfill", "--as-it-was", "--from", "2026-09-01", "--to", "2026-10-01", "--schedule", "monthly")
    let before = (try adopted.ledger(), try installation.publishedFiles())
    #expect(
      try installation.database.query(
        "SELECT DISTINCT schedule FROM report_occurrence WHERE state = 'PUBLISHED'"
      ).count == 5)
    #expect(try installation.count("report_run WHERE reconstructed") > 0)
    try adopted.loseDatabase()
    let result = try installation.run("adopt")
    #expect(result.status == 0, "\(result)")
    try adopted.expectLedger(before.0)
    #expect(try installation.publishedFiles() == before.1)
    let verified = try installation.run("verify")
    #expect(verified.status == 0, "\(verified)")
  }
}
