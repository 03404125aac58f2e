import Foundation
import Testing
import TestingDatabase

struct ConcurrencyTests {
  @Test func manySchedulersComputeEachOccurrenceOnce() throws {
    let weekly = "\n  - name: weekly\n    period: weekly\n    since: 2026-08-01\n    reports:\n      - type: pipeline_overview\n"
    let installation = try Installation(files: [
      "acme.yaml": Installation.acme + weekly, "other.yaml": Installation.other + weekly,
    ])
    let running = try (0..<4).map { _ in try installation.start() }
    let results = running.map { $0.wait() }
    #expect(results.allSatisfy { $0.status == 0 || $0.status == 75 }, "\(results)")
    // What one of them left because another had it, that other has published.
    #expect(try installation.tick().status == 0)
    #expect(Set(try installation.states()) == ["PUBLISHED"])
    #expect(try installation.database.query("SELECT DISTINCT attempt FROM report_occurrence") == [["1"]])
    let duplicates = try installation.database.query(
      "SELECT run_key FROM report_run GROUP BY tenant_id, run_key HAVING count(*) > 1")
    #expect(duplicates.isEmpty)
    for tenant in ["acme", "other"] {
      let folder = installation.exports.path + "/tenant=\(tenant)"
      #expect(try Shell.status("sh", "-c", "cd \"$1\" && sha256sum --quiet -c SHA256SUMS", "sh", folder) == 0)
    }
  }
}
