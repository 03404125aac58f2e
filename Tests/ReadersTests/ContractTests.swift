import Foundation
import Reports
import Testing
import TestingDatabase

/// Validates the published files with the standard tools for their formats.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: the published files are not validated"))
struct ContractTests {
  @Test(arguments: [true, false])
  func everyXMLFileIsValid(hasRows: Bool) throws {
    let tenant = try PublishedTenant(hasRows: hasRows)
    let files = try tenant.files("xml")
    #expect(files.count > 10)
    for file in files {
      for mode in [["--stream"], []] {
        let result = try xmllint(file, schemaOf: tenant, mode)
        #expect(result.status == 0, "\(result.errors)")
      }
    }
  }

  @Test(
    "An invalid XML file is rejected",
    arguments: [
      ("<deal_count>", "<deal_count>x"), ("<status>WON", "<status>won"), ("Z</period_end>", "</period_end>"),
      ("<row><run_id>", "<row><run_id>0"), ("</total_amount>", "9.999</total_amount>"),
      ("<deal_count>9223372036854775807</deal_count>", ""), (" as_of=", " asof="), ("<row>", "<row><row/>"),
    ])
  func invalidXMLFile(text: String, replacement: String) throws {
    let tenant = try PublishedTenant(hasRows: true)
    let file = try #require(tenant.files("xml").first { $0.contains("/report=pipeline_overview/") })
    let document = try Shell.output("gzip", "-dc", file)
    let wrong = document.replacing(text, with: replacement)
    #expect(wrong != document)
    let folder = TemporaryFolder()
    let path = folder.path + "/report=pipeline_overview.xml"
    try Data(wrong.utf8).write(to: URL(filePath: path))
    #expect(try xmllint(path, schemaOf: tenant, []).status != 0)
  }

  private func xmllint(
    _ file: String, schemaOf tenant: PublishedTenant, _ mode: [String]
  ) throws -> Shell.Result {
    let type = file.split(separator: "report=")[1].prefix { $0 != "/" && $0 != "." }
    let report = try #require(ReportCatalog.product.published.first { $0.type == type })
    let schema = "\(tenant.tree)/schema/\(type)-v\(report.version).xsd"
    return try Shell.run(["xmllint", "--noout", "--schema", schema] + mode + [file])
  }

  @Test(arguments: [true, false])
  func manifestPackageAndGzipAreValid(hasRows: Bool) throws {
    let tenant = try PublishedTenant(hasRows: hasRows)
    let result = try Python.run("contract.py", [tenant.tree])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let compressed = try tenant.files("csv") + tenant.files("xml")
    for file in compressed { #expect(try Shell.status("gzip", "-t", file) == 0) }
  }

  @Test func partsAreSplitAndListed() throws {
    let tenant = try PublishedTenant(hasRows: true)
    let names = try tenant.files("csv").map { URL(filePath: $0).lastPathComponent }
    #expect(names.contains("pipeline_coverage_acme_monthly_2026-10-part-00003.csv.gz"))
    #expect(names.contains("pipeline_stage_funnel_acme_everything_all_2026-11-21-part-00009.csv.gz"))
  }
}
