import Foundation
import Testing
import TestingDatabase
import TestingRepository

@testable import DynoReports

/// What shells offer after a tab. No database can be reached here.
struct CompletionTests {
  private static let environment = [
    "DYNO_REPORTS_SCHEDULES": Repository.path("schedules"), "PGHOST": "/nowhere", "PGCONNECT_TIMEOUT": "1",
    "DYNO_REPORTS_EXPORTS": "/nowhere",
  ]

  /// As bash does it: with the script that the program prints, in a shell of its own.
  private func completed(_ line: String, _ more: [String: String] = [:]) throws -> [String] {
    let program = Installation.program
    let script = """
      PATH="$(dirname "$1"):$PATH"
      eval "$("$1" --generate-completion-script bash)"
      COMP_LINE=$2
      COMP_POINT=${#COMP_LINE}
      eval "COMP_WORDS=($COMP_LINE)"
      case $COMP_LINE in *' ') COMP_WORDS+=('') ;; esac
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      COMP_TYPE=9
      COMPREPLY=()
      function=$(complete -p dyno-reports | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
      "$function" dyno-reports "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let result = try Shell.run(
      ["bash", "--norc", "-c", script, "bash", program, line],
      environment: Self.environment.merging(more) { $1 })
    #expect(result.errors.isEmpty, "\(line): \(result.errors)")
    return result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
      !$0.isEmpty
    }
  }

  @Test func bashOffersTenantsSchedulesAndReports() throws {
    #expect(try completed("dyno-reports plan --tenant ") == ["acme", "globex", "initech"])
    #expect(try completed("dyno-reports plan --tenant g") == ["globex"])
    let schedules = try completed("dyno-reports status --tenant initech --schedule ")
    #expect(Set(schedules) == ["all-deals", "monthly-coverage"], "\(schedules)")
    #expect(
      try completed("dyno-reports trend --tenant acme --schedule monthly-coverage --report ")
        == ["pipeline_coverage", "rep_performance"])
    #expect(
      try completed("dyno-reports trend --report pipeline_overview --metric ") == [
        "deal_count", "total_amount",
      ])
    #expect(try completed("dyno-reports report pipeline_ov") == ["pipeline_overview"])
    #expect(
      try completed("dyno-reports report pipeline_stage_funnel --option include_") == ["include_closed="])
    #expect(try completed("dyno-reports doctor --database-url ") == ["embedded"])
    #expect(try completed("dyno-reports statu") == ["status"])
  }

  @Test func bashOffersPeriodsAndDates() throws {
    let labels = try completed("dyno-reports diff --tenant acme --schedule monthly-coverage ")
    #expect(
      labels.count == 24 && labels.allSatisfy { $0.wholeMatch(of: /20[0-9]{2}-[01][0-9]/) != nil },
      "\(labels)")
    let quarters = try completed("dyno-reports diff --tenant acme --schedule quarterly-review FY")
    #expect(quarters.count == 24 && quarters.allSatisfy { $0.hasPrefix("FY") }, "\(quarters)")
    let line = "dyno-reports backfill --tenant globex --schedule monthly-coverage"
    let (from, to) = (try completed(line + " --from "), try completed(line + " --to "))
    #expect(from.count == 24 && from.allSatisfy { $0.hasSuffix("-01") })
    #expect(Set(to).subtracting(from).count == 1)
  }

  /// What is asked for is found, however it is written.
  @Test(arguments: [
    ["--tenant", "initech"], ["--tenant=initech"], ["--tenant", "=", "initech"], ["--tenant", "\"initech\""],
  ])
  func valuesOfTheLine(words: [String]) throws {
    let zones = CompletionRequest(
      words: ["dyno-reports", "plan"] + words + ["--schedules", Repository.path("schedules")])
    #expect(Set(zones.schedules) == ["all-deals", "monthly-coverage"])
    #expect(zones.tenants == ["acme", "globex", "initech"])
  }

  @Test func aFolderThatCannotBeReadOffersNothing() throws {
    let folder = TemporaryFolder()
    try Data("tenant: [".utf8).write(to: URL(filePath: folder.path + "/broken.yaml"))
    for path in [folder.path, "/nowhere"] {
      #expect(try completed("dyno-reports plan --tenant ", ["DYNO_REPORTS_SCHEDULES": path]).isEmpty)
      #expect(try completed("dyno-reports diff ", ["DYNO_REPORTS_SCHEDULES": path]).isEmpty)
      #expect(
        try completed("dyno-reports recipes duckdb --tenant ", ["DYNO_REPORTS_SCHEDULES": path]).isEmpty)
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func everyShellHasAScript(shell: String) throws {
    let script = try Shell.run([Installation.program, "--generate-completion-script", shell])
    #expect(
      script.status == 0 && script.output.contains("dyno-reports") && script.output.contains("---completion"))
  }
}
