import Foundation
import Testing
import TestingDatabase

struct RunTests {
  @Test func runPublishesAndTheNextRunHasNothingToDo() throws {
    let installation = try Installation()
    let first = try installation.tick()
    #expect(first.status == 0)
    // Under cron, a run without problems prints nothing.
    #expect(first.output.isEmpty && first.errors.isEmpty)
    let files = try installation.publishedFiles()
    let reports = ["pipeline_overview", "pipeline_coverage", "report_run"]
    let data = reports.flatMap { report in
      ["csv", "xml"].map { format in
        "\(format)/report=\(report)/schedule=monthly/period=2026-10/\(report)_acme_monthly_2026-10.\(format).gz"
      }
    }
    let schemas = reports.flatMap { report in
      ["xsd", "table.json"].map { "schema/\(report)-v2.\($0)" }
    }
    let others = [
      "manifest.json", "manifest/monthly-2026.json", "changes/2026-0001.ndjson", "datapackage.json",
      "SHA256SUMS",
      "schema/manifest-v2.schema.json", "schema/part-v2.schema.json", "schema/change-v2.schema.json",
    ]
    #expect(files.keys.sorted() == (data + schemas + others).map { "tenant=acme/\($0)" }.sorted())
    #expect(
      try Shell.status(
        "sh", "-c", "cd \"$1/tenant=acme\" && sha256sum --quiet -c SHA256SUMS", "sh",
        installation.exports.path) == 0)
    let second = try installation.tick("--verbose")
    #expect(second.status == 0 && second.output == "Nothing is due.\n")
    #expect(try installation.publishedFiles() == files)
  }

  @Test func sameDataGivesTheSameIdsFactsAndBytes() throws {
    let installations = [try Installation(), try Installation()]
    for installation in installations { #expect(try installation.tick().status == 0) }
    let facts = try installations.map { installation in
      try ["run", "pipeline_overview_fact", "pipeline_coverage_fact"].flatMap {
        try installation.database.query(
          "SELECT to_jsonb(t) - 'generated_at' FROM report_\($0) t ORDER BY t.run_id, t")
      }
    }
    #expect(facts[0].count > 20 && facts[0] == facts[1])
    // All files but the manifest, its parts and the feed, which contain the time of computing.
    let files = try installations.map {
      try $0.publishedFiles().filter {
        !$0.key.hasSuffix("manifest.json") && !$0.key.contains("/manifest/") && !$0.key.contains("/changes/")
      }
    }
    #expect(files[0].count == 17 && files[0] == files[1])
  }

  @Test func controlTotalsEqualTheSumOfTheFacts() throws {
    let installation = try Installation()
    _ = try installation.tick()
    let facts = try installation.database.query("SELECT sum(total_amount) FROM report_pipeline_overview_fact")
    let manifest = try PublishedManifest(installation.publishedFiles())
    let totals = manifest.occurrences.flatMap(\.reports).filter { $0.report == "pipeline_overview" }
      .flatMap(\.files).map(\.controlTotals)
    let total = try #require(facts[0][0])
    #expect(totals == [["total_amount": total], ["total_amount": total]])
  }

  @Test func jsonIsOneDocumentOnStdout() throws {
    let installation = try Installation()
    for arguments in [["plan"], ["plan", "--offline"], ["run"], ["run"]] {
      let result = try installation.run(arguments[0], "--at", Installation.at, "--json")
      #expect(result.errors.isEmpty)
      let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      #expect(document?["at"] as? String == Installation.at)
    }
  }

  @Test func planShowsWhatRunWouldDoAndChangesNothing() throws {
    let installation = try Installation()
    let plan = try installation.run("plan", "--at", Installation.at)
    #expect(
      plan.output == """
        Plan for 2026-11-03T00:00:00Z

        acme (Europe/Berlin)
          monthly 2026-10: due
            2026-10-01 to 2026-11-01 (2026-09-30T22:00:00Z to 2026-10-31T23:00:00Z)
            compute pipeline_overview; compute pipeline_coverage; publish csv and xml

        """)
    #expect(try installation.count("report_occurrence") == 0)
    #expect(try installation.count("report_tenant") == 0)
    #expect(try installation.publishedFiles().isEmpty)
  }

  @Test func tenantsWithTheSameIdsAreIsolated() throws {
    let both = ["acme.yaml": Installation.acme, "other.yaml": Installation.other]
    let together = try Installation(files: both)
    #expect(try together.tick().status == 0)
    let alone = try Installation()
    try alone.database.load("DELETE FROM deal WHERE tenant_id = '\(SmallCRM.other)'")
    #expect(try alone.tick().status == 0)
    let path =
      "tenant=acme/csv/report=pipeline_coverage/schedule=monthly/period=2026-10/pipeline_coverage_acme_monthly_2026-10.csv.gz"
    #expect(try together.publishedFiles()[path] == alone.publishedFiles()[path])
  }

  @Test func newScheduleKeepsPublishedPeriods() throws {
    let installation = try Installation()
    _ = try installation.tick()
    let before = try installation.publishedFiles()
    let more =
      Installation.acme
      + "\n  - name: weekly\n    period: weekly\n    reports:\n      - type: pipeline_overview\n"
    try Data(more.utf8).write(to: URL(filePath: installation.schedules.path + "/acme.yaml"))
    #expect(try installation.tick().status == 0)
    let after = try installation.publishedFiles()
    // Two reports in two formats, and a part of the manifest.
    #expect(after.count == before.count + 5)
    let manifest = try PublishedManifest(after)
    #expect(manifest.occurrences.map(\.schedule) == ["monthly", "weekly"])
  }

  @Test func slugCannotChange() throws {
    let installation = try Installation()
    _ = try installation.tick()
    let renamed = Installation.acme.replacing("slug: acme", with: "slug: acme-two")
      .replacing("name: monthly", with: "name: another")
    try Data(renamed.utf8).write(to: URL(filePath: installation.schedules.path + "/acme.yaml"))
    let result = try installation.tick()
    #expect(result.status == 78)
    #expect(result.errors.contains("published under the slug `acme`"))
  }
}
