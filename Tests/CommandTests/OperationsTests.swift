import Foundation
import Testing
import TestingDatabase
import TestingRepository

/// Tries the systemd units and the crontab line of `docs/operations.md`.
struct OperationsTests {
  private let page = try? String(contentsOfFile: Repository.path("docs/operations.md"), encoding: .utf8)

  /// The first code block of a language after a text.
  private func block(_ language: String, after text: String) throws -> String {
    let rest = try #require(page?.split(separator: text, maxSplits: 1).last)
    let begun = try #require(rest.split(separator: "```\(language)\n", maxSplits: 1).last)
    return String(try #require(begun.split(separator: "```", maxSplits: 1).first))
  }

  @Test func systemdAcceptsTheDocumentedUnits() throws {
    let folder = TemporaryFolder()
    for name in ["dyno-reports.service", "dyno-reports.timer"] {
      let unit = try block("ini", after: "`/etc/systemd/system/\(name)`")
        .replacing("/usr/local/bin/dyno-reports", with: Installation.program)
      try Data(unit.utf8).write(to: URL(filePath: folder.path + "/" + name))
      let verified = try Shell.run(["systemd-analyze", "verify", folder.path + "/" + name])
      #expect(verified.status == 0, "\(verified)")
      // Unknown settings only cause warnings, so the messages are checked too.
      #expect(!verified.errors.contains(folder.path), "\(verified.errors)")
    }
  }

  @Test func cronCanRunTheDocumentedLine() throws {
    let installation = try Installation()
    let home = TemporaryFolder()
    let service = try #require(URLComponents(string: installation.database.runtimeURL))
    var settings = (service.queryItems ?? []).map { "\($0.name)=\($0.value ?? "")" }
    settings.append("dbname=\(service.path.dropFirst())")
    try Data("[crm]\n\(settings.joined(separator: "\n"))\n".utf8)
      .write(to: URL(filePath: home.path + "/.pg_service.conf"))
    try FileManager.default.createSymbolicLink(
      atPath: home.path + "/schedules", withDestinationPath: installation.schedules.path)
    let line = try #require(try block("", after: "Cron:").split(separator: "\n").last)
    let command = line.split(separator: " ", maxSplits: 5)[5]
      .replacing("/srv/dyno-exports", with: installation.exports.path)
      .replacing("cd /srv/dyno", with: "cd \(home.path)")
      .replacing("/usr/local/bin/dyno-reports", with: Installation.program)
    // The environment of a cron job, and the schema of this test.
    let cron = [
      "env", "-i", "SHELL=/bin/sh", "PATH=/usr/bin:/bin", "HOME=\(home.path)", "LOGNAME=dyno",
      "DYNO_REPORTS_SCHEMA=\(installation.database.schema)", "/bin/sh", "-c",
    ]
    let result = try Shell.run(cron + ["\(command) --at \(Installation.at)"])
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result)")
    #expect(try installation.states() == ["PUBLISHED"])
  }
}
