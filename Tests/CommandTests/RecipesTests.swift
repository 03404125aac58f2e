import Foundation
import Testing
import TestingDatabase

/// Which tenants the printed loader is for.
struct RecipesTests {
  private let installation: Installation

  /// acme and other have CSV files, and xml-only has none.
  init() throws {
    let xmlOnly =
      Installation.other.replacing(
        "11111111-2222-4333-8444-555555555555", with: UUID().uuidString.lowercased()
      )
      .replacing("slug: other", with: "slug: xml-only") + "\n    exports: [xml]\n"
    installation = try Installation(files: [
      "acme.yaml": Installation.acme, "other.yaml": Installation.other, "xml-only.yaml": xmlOnly,
    ])
    let result = try installation.tick()
    #expect(result.status == 0, "\(result)")
  }

  private func tenants(_ more: String...) throws -> String? {
    let result = try installation.run(["recipes", "pandas"] + more)
    #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
    return result.output.firstMatch(of: /TENANTS = (\[[^\]]*\])/).map { match in
      match.1.filter { !$0.isWhitespace }
    }
  }

  @Test func withoutATenantItIsForAllWithCSVFiles() throws {
    #expect(try tenants() == #"["acme","other",]"#)
    let text = try installation.run("recipes", "duckdb", "--incremental").output
    // other lacks the coverage of acme.
    #expect(text.components(separatedBy: "CREATE TABLE IF NOT EXISTS pipeline_coverage").count == 2)
    #expect(text.components(separatedBy: "CREATE TABLE IF NOT EXISTS pipeline_overview").count == 2)
  }

  @Test func itIsForTheTenantsThatAreNamed() throws {
    #expect(try tenants("--tenant", "other") == #"["other"]"#)
    #expect(
      try tenants("--tenant", "other", "--tenant", "acme", "--tenant", "other") == #"["acme","other",]"#)
  }

  @Test(arguments: [
    ("nobody", "`nobody` is not published; --tenant can be acme, other, xml-only."),
    ("xml-only", "there are no CSV files of xml-only."),
  ])
  func aNamedTenantWithoutFilesIsAnError(tenant: String, message: String) throws {
    let result = try installation.run("recipes", "spark", "--tenant", "acme", "--tenant", tenant)
    #expect(result.status == 64 && result.output.isEmpty, "\(result)")
    #expect(result.errors.contains(message), "\(result.errors)")
  }
}
