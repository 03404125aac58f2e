import Foundation
import Testing
import TestingDatabase

struct ConcurrencyTests {
  @Test func concurrentRunsComputeEachOccurrenceOnce() throws {
    let weekly =
      "\n  - name: weekly\n    period: weekly\n    since: 2026-08-01\n    reports:\n      - type: pipeline_overview\n"
    let files = [
      "acme.yaml": Installation.acme + weekly, "other.yaml": Installation.other + weekly,
    ]
    let installation = try Installation(files: files)
    let running = try (0..<4).map { _ in try installation.start() }
    let results = running.map { $0.wait() }
    #expect(results.allSatisfy { $0.status == 0 || $0.status == 75 }, "\(results)")
    // What one run left to another, the other has published.
    #expect(try installation.tick().status == 0)
    #expect(Set(try installation.states()) == ["PUBLISHED"])
    // The runs are the same as those of a single scheduler, each once.
    let alone = try Installation(files: files)
    #expect(try alone.tick().status == 0)
    let runs = "SELECT run_id, status FROM report_run ORDER BY run_id"
    #expect(try installation.database.query(runs) == alone.database.query(runs))
    for tenant in ["acme", "other"] {
      let folder = installation.exports.path + "/tenant=\(tenant)"
      #expect(try Shell.status("sh", "-c", "cd \"$1\" && sha256sum --quiet -c SHA256SUMS", "sh", folder) == 0)
    }
  }

  private struct Outcome: Decodable {
    struct Published: Decodable {
      let tenant: String
      let schedule: String
    }
    let published: [Published]
    let busy: Int
  }

  @Test func eightConcurrentRunsShareFiftyTenants() throws {
    let tenants = (0..<50).map { number in
      (slug: "tenant-\(number)", id: UUID(uuidString: "00000000-0000-4000-8000-0000000000\(10 + number)")!)
    }
    let files = tenants.map { tenant in
      (
        "\(tenant.slug).yaml",
        Installation.acme.replacing("slug: acme", with: "slug: \(tenant.slug)")
          .replacing(SmallCRM.acme.uuidString.lowercased(), with: tenant.id.uuidString.lowercased())
      )
    }
    let installation = try Installation(
      SmallCRM.script(for: tenants.map(\.id)), files: Dictionary(uniqueKeysWithValues: files))
    let results = try (0..<8).map { _ in try installation.start("--json") }.map { $0.wait() }
    var published: [String] = []
    for result in results {
      // A run that breaks off prints no JSON, but says why.
      try #require(!result.output.isEmpty, "\(result)")
      let outcome = try JSONDecoder().decode(Outcome.self, from: Data(result.output.utf8))
      published += outcome.published.map(\.tenant)
      // A run that published something succeeds, even if others did the rest.
      #expect(result.status == (outcome.published.isEmpty && outcome.busy > 0 ? 75 : 0), "\(result)")
      #expect(result.errors.isEmpty)
    }
    // Each tenant is published by exactly one run, and none is left over.
    #expect(published.sorted() == tenants.map(\.slug).sorted())
    #expect(try installation.count("report_occurrence WHERE state = 'PUBLISHED' AND revision = 1") == 50)
    #expect(try installation.count("report_occurrence") == 50)
    let twice = try installation.database.query(
      "SELECT tenant_id, run_key FROM report_run GROUP BY tenant_id, run_key HAVING count(*) > 1")
    #expect(twice.isEmpty)
    #expect(try installation.tick("--verbose").output == "Nothing is due.\n")
  }
}
