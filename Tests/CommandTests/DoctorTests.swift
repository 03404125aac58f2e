import Foundation
import Testing
import TestingDatabase

struct DoctorTests {
  @Test func correctInstallationHasNoProblems() throws {
    let installation = try Installation()
    let result = try installation.run("doctor")
    #expect(result.status == 0, "\(result)")
    #expect(result.output.split(separator: "\n").allSatisfy { $0.hasPrefix("good") })
    #expect(result.output.contains("CRM of acme"))
    #expect(try installation.exports.files().isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: installation.exports.path).isEmpty)
  }

  @Test func allProblemsAreReported() throws {
    let installation = try Installation(
      files: ["acme.yaml": Installation.acme, "bad.yaml": "tenant: {slug: Bad}"])
    let result = try installation.run(
      "doctor", environment: ["DYNO_REPORTS_EXPORTS": "/nowhere/at/all", "PGUSER": "nobody"])
    #expect(result.status == 78)
    let problems = result.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
    #expect(problems.contains { $0.contains("schedule files") && $0.contains("bad.yaml:1:") })
    #expect(problems.contains { $0.contains("exports folder") && $0.contains("/nowhere/at/all") })
    // It continues after a problem.
    #expect(result.output.contains("clocks") && result.output.contains("CRM of acme"))
  }

  @Test func tenantThatIsNotInTheCRM() throws {
    let unknownTenant = Installation.other.replacing("11111111-2222", with: "99999999-2222")
    let installation = try Installation(files: ["other.yaml": unknownTenant])
    let result = try installation.run("doctor")
    #expect(result.status == 78)
    #expect(result.output.contains("PROBLEM  CRM of other"))
    #expect(result.output.contains("is the id right?"))
  }

  @Test func missingDatabase() throws {
    let installation = try Installation()
    let result = try installation.run(
      "doctor", environment: ["DYNO_REPORTS_DATABASE_URL": "postgresql:///x?host=/nowhere"])
    #expect(result.status == 69)
    #expect(result.output.contains("PROBLEM  database"))
  }

  @Test func roleWithTooManyRights() throws {
    let installation = try Installation()
    let owner = installation.database.runtimeURL.replacing("user=dyno_reports", with: "user=postgres")
    let result = try installation.run("doctor", environment: ["DYNO_REPORTS_DATABASE_URL": owner])
    #expect(result.status == 78)
    #expect(result.output.contains("role postgres could read every tenant"))
  }
}
