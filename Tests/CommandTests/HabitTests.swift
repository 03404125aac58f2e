import Foundation
import Testing
import TestingDatabase

/// What people do by habit: ask ahead, switch a schedule off, look back at a tenant that is gone, hand a group on.
struct HabitTests {
  private let installation: Installation

  init() throws { installation = try Installation() }

  @Test func theFutureNeedsAWord() throws {
    let result = try Shell.run(
      [Installation.program, "run", "--at", "2999-01-01T00:00:00Z"], environment: installation.environment)
    #expect(result.status == 64 && result.errors.contains("--allow-future"), "\(result)")
    #expect(try installation.count("report_occurrence") == 0)
    // Looking ahead does no harm.
    #expect(try installation.run("plan", "--at", "2999-01-01T00:00:00Z").status == 0)
  }

  @Test func aDisabledScheduleIsLeftAlone() throws {
    let enabled = Installation.acme
    let disabled = enabled.replacing(
      "    period: monthly\n", with: "    period: monthly\n    enabled: false\n")
    #expect(try installation.tick().status == 0)
    try installation.replaceSchedule(disabled)
    let later = ["run", "--at", "2027-01-03T00:00:00Z", "--verbose"]
    #expect(try installation.run(later).status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
    let status = try installation.run("status", "--at", "2027-01-03T00:00:00Z")
    #expect(status.output.contains("disabled in the schedule file"), "\(status)")
    #expect(try installation.run("plan", "--at", "2027-01-03T00:00:00Z").output.contains("Nothing is due"))
    // What is asked for by name is done.
    let backfilled = try installation.run("backfill", "--from", "2026-09-01", "--to", "2026-10-01")
    #expect(backfilled.status == 0, "\(backfilled)")
    try installation.replaceSchedule(enabled)
    let resumed = try installation.run(later)
    #expect(resumed.status == 0 && resumed.output.contains("monthly 2026-12"), "\(resumed)")
    #expect(resumed.errors.contains("skipped, further back than catch_up: 2026-11"), "\(resumed)")
  }

  @Test func aTenantWithoutAScheduleFileKeepsItsHistory() throws {
    #expect(try installation.tick().status == 0)
    try FileManager.default.removeItem(atPath: installation.schedules.path + "/acme.yaml")
    try Data(Installation.other.utf8).write(to: URL(filePath: installation.schedules.path + "/other.yaml"))
    let id = "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11"
    let listed = try installation.run("runs", "--tenant", id, "--json")
    #expect(listed.status == 0 && listed.output.contains("\"tenant\" : \"acme\""), "\(listed)")
    let run = try #require(listed.output.firstMatch(of: /"run_id" : "([0-9a-f-]+)"/)).1
    let shown = try installation.run("runs", "show", String(run), "--tenant", id)
    #expect(shown.status == 0 && shown.output.contains(String(run)), "\(shown)")
    let unknown = try installation.run("runs", "--tenant", "acme")
    #expect(unknown.status == 64 && unknown.errors.contains("manifest.json"), "\(unknown)")
  }

  /// Of those that `id -G` lists, root may give a file to any.
  @Test(.enabled(if: getuid() == 0, "only root may give a folder to another group"))
  func theGroupOfTheFolderIsKept() throws {
    func group(_ path: String) throws -> String {
      try Shell.output("stat", "-c", "%g %a", installation.exports.path + "/" + path)
    }
    try #require(try Shell.status("chgrp", "12345", installation.exports.path) == 0)
    try #require(try Shell.status("chmod", "2750", installation.exports.path) == 0)
    #expect(try installation.tick().status == 0)
    let file = try #require(try installation.dataFiles().keys.first)
    #expect(try group(file) == "12345 640\n")
    #expect(try group("tenant=acme") == "12345 2750\n")
    #expect(try group("tenant=acme/csv") == "12345 2750\n")

    // One that is not handed on is named.
    let other = try Installation()
    #expect(try other.tick().status == 0)
    try #require(try Shell.status("chgrp", "12345", other.exports.path + "/tenant=acme") == 0)
    let warned = try other.run("run", "--at", "2026-12-03T00:00:00Z")
    #expect(warned.status == 0 && warned.errors.contains("`chmod g+s`"), "\(warned)")
  }

  @Test func aZoneWithoutAPlaceIsRefusedUntilItHasHistory() throws {
    let fixed = Installation.acme.replacing("Europe/Berlin", with: "Etc/GMT+5")
    try installation.replaceSchedule(fixed)
    for command in [
      ["run", "--at", Installation.at], ["plan", "--at", Installation.at], ["plan", "--offline"], ["check"],
    ] {
      let result = try installation.run(command)
      #expect(result.status == 78, "\(result)")
      #expect((result.output + result.errors).contains("fixed offset"), "\(result)")
    }
    try installation.replaceSchedule(Installation.acme)
    #expect(try installation.tick().status == 0)
    try installation.database.load("UPDATE report_occurrence SET timezone = 'Etc/GMT+5'")
    try installation.replaceSchedule(fixed)
    let result = try installation.run("run", "--at", "2026-12-03T00:00:00Z")
    #expect(result.status == 0 && result.errors.contains("It goes on"), "\(result)")
  }

  @Test func oldAndNewNamesOfAZoneAreOne() throws {
    try installation.replaceSchedule(Installation.acme.replacing("Europe/Berlin", with: "Europe/Kiev"))
    #expect(try installation.tick().status == 0)
    try installation.replaceSchedule(Installation.acme.replacing("Europe/Berlin", with: "Europe/Kyiv"))
    #expect(try installation.run("run", "--at", "2026-12-03T00:00:00Z").status == 0)
    let result = try installation.run("diff", "2026-10", "2026-11", "--report", "pipeline_overview", "--json")
    #expect(result.status == 0 && !result.output.contains("\"timezone\""), "\(result)")
  }

  @Test func namesOfFilesReachNoTerminal() throws {
    let name = "a\u{1B}[31m\u{07}\nb.yaml"
    try Data("tenant: 1\n".utf8).write(to: URL(filePath: installation.schedules.path + "/" + name))
    for command in [
      ["check"], ["run", "--at", Installation.at], ["doctor"], ["plan", "--at", Installation.at],
    ] {
      let result = try installation.run(command)
      let text = result.output + result.errors
      #expect(!text.contains("\u{1B}") && !text.contains("\u{07}") && !text.contains("\nb.yaml"), "\(result)")
      #expect(text.contains("a\\u{1b}[31m\\u{7}\\u{a}b.yaml"), "\(result)")
    }
  }

  @Test func aFolderOfScheduleFilesIsNotPassedOver() throws {
    let folder = installation.schedules.path + "/team"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    #expect(try installation.run("check").status == 0)
    try Data(Installation.other.utf8).write(to: URL(filePath: folder + "/other.yaml"))
    let result = try installation.run("check")
    #expect(result.status == 78 && result.output.contains("team: a folder with schedule files"), "\(result)")
    #expect(try installation.tick().status == 3)
  }

  @Test func aFarSinceIsSaidAlike() throws {
    let far = Installation.acme.replacing(
      "    period: monthly\n", with: "    period: monthly\n    since: 2035-05-01\n")
    try installation.replaceSchedule(far)
    #expect(try installation.run("plan", "--at", Installation.at).output.contains("Nothing is due"))
    let status = try installation.run("status", "--at", Installation.at)
    #expect(status.output.contains("next due 2035-05-31T22:00:00Z"), "\(status)")
  }

  /// Every job has one connection, and nothing else has any.
  @Test func jobsNeedAsManyConnections() throws {
    let files = ["acme.yaml": Installation.acme, "other.yaml": Installation.other]
    let tenants = try [SmallCRM.acme, #require(UUID(uuidString: "11111111-2222-4333-8444-555555555555"))]
    let two = try Installation(SmallCRM.script(for: tenants), files: files)
    let role = "few_\(two.database.schema)"
    try two.database.load("CREATE ROLE \(role) LOGIN CONNECTION LIMIT 2; GRANT dyno_reports TO \(role)")
    defer { try? two.database.load("DROP ROLE \(role)") }
    let url = two.database.runtimeURL.replacing("user=dyno_reports", with: "user=\(role)")
    let result = try two.run(
      ["run", "--at", Installation.at, "--jobs", "2", "--verbose"],
      environment: ["DYNO_REPORTS_DATABASE_URL": url])
    #expect(result.status == 0 && result.output.split(separator: "\n").count == 2, "\(result)")
  }

  @Test func tablesOfTheUserAreNotOurs() throws {
    let role = "owns_\(installation.database.schema)"
    try installation.database.load(
      """
      CREATE ROLE \(role) LOGIN; GRANT dyno_reports TO \(role);
      CREATE TABLE report_notes (note text); ALTER TABLE report_notes OWNER TO \(role)
      """)
    defer { try? installation.database.load("DROP OWNED BY \(role); DROP ROLE \(role)") }
    let url = installation.database.runtimeURL.replacing("user=dyno_reports", with: "user=\(role)")
    let result = try installation.run(
      ["run", "--at", Installation.at], environment: ["DYNO_REPORTS_DATABASE_URL": url])
    #expect(result.status == 0, "\(result)")
  }

  @Test func theReasonIsThatOfTheHostThatIsNamed() throws {
    let result = try installation.run(
      ["run"], environment: ["DYNO_REPORTS_DATABASE_URL": "host=/nowhere-a,/nowhere-b dbname=x user=y"])
    #expect(result.status == 69, "\(result)")
    #expect(
      result.errors.contains("(host /nowhere-b,") && result.errors.contains("\"/nowhere-b/"), "\(result)")
    #expect(!result.errors.contains("/nowhere-a/"), "\(result)")
  }

  /// In a database of its own, whose collation the server then warns of on every connection.
  @Test func theServersNoticesAreNotPrinted() throws {
    let own = try TestDatabase(encoding: "UTF8")
    try own.load(
      "UPDATE pg_database SET datcollversion = '0' WHERE datname = current_database()")
    defer { try? own.load("UPDATE pg_database SET datcollversion = NULL WHERE datname = current_database()") }
    let result = try Shell.run(
      [Installation.program, "status"],
      environment: installation.environment.merging([
        "DYNO_REPORTS_DATABASE_URL": own.runtimeURL, "DYNO_REPORTS_SCHEMA": own.schema,
      ]) { $1 })
    #expect(result.status == 78 && !result.errors.contains("collation"), "\(result)")
  }

  @Test func whatAKilledDoctorLeftIsRemoved() throws {
    #expect(try installation.tick().status == 0)
    let trial = installation.exports.path + "/.staging/trial=left"
    for command in [["doctor"], ["run", "--at", Installation.at]] {
      try FileManager.default.createDirectory(atPath: trial + "/inside", withIntermediateDirectories: true)
      #expect(try installation.run(command).status == 0)
      #expect(!FileManager.default.fileExists(atPath: trial))
    }
    // Nor is what is behind a link removed.
    let elsewhere = TemporaryFolder()
    try Data().write(to: URL(filePath: elsewhere.path + "/kept"))
    try FileManager.default.createSymbolicLink(
      atPath: trial + "-link", withDestinationPath: elsewhere.path)
    #expect(try installation.run("doctor").status == 0)
    #expect(try elsewhere.files().keys.sorted() == ["kept"])
    // One that is under way is not touched.
    try FileManager.default.createDirectory(atPath: trial, withIntermediateDirectories: true)
    let other = try Shell.start(["flock", trial, "sleep", "600"])
    defer { other.kill() }
    while try Shell.status("flock", "--nonblock", trial, "true") == 0 { usleep(50_000) }
    #expect(try installation.run("doctor").status == 0)
    #expect(FileManager.default.fileExists(atPath: trial))
  }
}
