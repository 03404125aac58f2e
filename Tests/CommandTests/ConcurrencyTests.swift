import Foundation
import Testing
import TestingDatabase

struct ConcurrencyTests {
  @Test func manySchedulersComputeEachOccurrenceOnce() throws {
    let weekly =
      "\n  - name: weekly\n    period: weekly\n    since: 2026-08-01\n    reports:\n      - type: pipeline_overview\n"
    let files = [
      "acme.yaml": Installation.acme + weekly, "other.yaml": Installation.other + weekly,
    ]
    let installation = try Installation(files: files)
    let running = try (0..<4).map { _ in try installation.start() }
    let results = running.map { $0.wait() }
    #expect(results.allSatisfy { $0.status == 0 || $0.status == 75 }, "\(results)")
    // What one of them left because another had it, that other has published.
    #expect(try installation.tick().status == 0)
    #expect(Set(try installation.states()) == ["PUBLISHED"])
    // The same runs as one scheduler alone makes, each once.
    let alone = try Installation(files: files)
    #expect(try alone.tick().status == 0)
    let runs = "SELECT run_id, status FROM report_run ORDER BY run_id"
    #expect(try installation.database.query(runs) == alone.database.query(runs))
    for tenant in ["acme", "other"] {
      let folder = installation.exports.path + "/tenant=\(tenant)"
      #expect(try Shell.status("sh", "-c", "cd \"$1\" && sha256sum --quiet -c SHA256SUMS", "sh", folder) == 0)
    }
  }
}
