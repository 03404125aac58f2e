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

  /// A tenant that cannot be read is left out and named, and the others are loaded.
  @Test(arguments: [
    (#"{"manifest_version": 3}"#, "has no manifest.json that can be read"),
    (
      #"{"manifest_version": 1, "tenant": {"id": "11111111-2222-4333-8444-555555555555", "slug": "beta"}, "#
        + #""occurrences": [], "history": []}"#, "was published by an earlier program"
    ),
  ])
  func aBrokenTenantIsLeftOutAndNamed(manifest: String, message: String) throws {
    let folder = try addTenant("beta", manifest: manifest)
    let result = try installation.run("recipes", "pandas")
    #expect(result.status == 3, "\(result)")
    #expect(result.output.contains("\"acme\",\n    \"other\",\n]"))
    #expect(
      result.errors.contains("error: tenant beta is left out: \(folder) \(message)"), "\(result.errors)")

    // Named, it is an error.
    let named = try installation.run("recipes", "pandas", "--tenant", "acme", "--tenant", "beta")
    #expect(named.status == 1 && named.output.isEmpty && named.errors.contains(message), "\(named)")
  }

  @Test func whereOnlyBrokenTenantsAreLeftItIsAnError() throws {
    for slug in ["acme", "other"] {
      try FileManager.default.removeItem(atPath: "\(installation.exports.path)/tenant=\(slug)/manifest.json")
    }
    let result = try installation.run("recipes", "pandas")
    #expect(result.status == 1 && result.output.isEmpty, "\(result)")
    for slug in ["acme", "other"] { #expect(result.errors.contains("tenant \(slug) is left out: ")) }
  }

  /// Before the first publication, a folder is empty, or its manifest has the sequence 0 and no reports.
  @Test func aTenantBeforeItsFirstPublicationIsLeftOut() throws {
    _ = try addTenant("beta", manifest: nil)
    let path = installation.exports.path + "/tenant=other/manifest.json"
    let data = try Data(contentsOf: URL(filePath: path))
    var manifest = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    manifest["sequence"] = 0
    for key in ["reports", "parts", "changes"] { manifest[key] = [String]() }
    try JSONSerialization.data(withJSONObject: manifest).write(to: URL(filePath: path))
    #expect(try tenants() == #"["acme"]"#)
    let named = try installation.run("recipes", "pandas", "--tenant", "beta")
    #expect(named.status == 64 && named.errors.contains("there are no CSV files of beta."), "\(named)")
  }

  private func addTenant(_ slug: String, manifest: String?) throws -> String {
    let folder = "\(installation.exports.path)/tenant=\(slug)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    try manifest.map { try Data($0.utf8).write(to: URL(filePath: folder + "/manifest.json")) }
    return folder
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
