internal import ArgumentParser
internal import Calendars
internal import Exports
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check everything that a run needs, and report what is wrong.",
    discussion: """
      Start it as the user, and with the environment, that `run` will have. It continues after a problem. It \
      does all of a run for a tenant that does not exist, in a transaction that is rolled back, and computes \
      the latest period of every schedule without storing it, which takes longer than a run, and says how long \
      each report took, whether its plan reads a table again for each row of another, and which index would \
      spare reading a large table whole. It changes \
      nothing, except that it creates folders in the exports folder and removes them again. A note is \
      something that may be meant, but makes numbers zero or empty where it is not. The exit code is \
      that of the first problem; notes do not change it.
      """.adding(examples: [
        "Before the first run, and when something is wrong":
          "dyno-reports doctor",
        "Also compare how many rows the tables' owner sees":
          "dyno-reports doctor --database-url embedded --owner-url embedded",
      ]))

  @OptionGroup var folder: ScheduleFolderOption
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var exports: ExportsOptions
  @OptionGroup var trust: TrustOption

  @Option(
    help: ArgumentHelp(
      "Also connect as the owner of the CRM's tables, and compare how many rows both roles see.",
      discussion: "As --database-url.", valueName: "url"),
    completion: .list([DatabaseOptions.embedded]))
  var ownerURL: String?

  @Option(
    help: ArgumentHelp(
      "How long a statement that reads the CRM may take in seconds, before it is stopped.",
      valueName: "number"))
  var reportTimeout = 300

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Print the findings as CSV, in the form of the published files.")
  var csv = false

  func validate() throws {
    try checkFormats(json: json, csv: csv)
    guard (1...86_400).contains(reportTimeout) else {
      throw ValidationError("--report-timeout must be a number from 1 to 86400.")
    }
  }

  func run() throws {
    try reportingErrors {
      var diagnostics = Diagnostics()
      diagnostics.check("tzdata") {
        let zones = try TimeZoneDatabase()
        return "\(zones.version), \(zones.names.count) zones"
      }
      var tenants: [TenantSchedules] = []
      diagnostics.check("schedule files") {
        let loaded = try folder.load()
        tenants = loaded.tenants
        guard !loaded.files.isEmpty else { throw NothingScheduled(folder: folder.path) }
        if let issue = loaded.issues.first {
          throw BadSchedules(first: "\(issue)", count: loaded.issues.count)
        }
        return counted(tenants.count, "tenant")
      }
      diagnostics.check(
        "exports folder", remedy: "let this user write there, or name another folder with --exports"
      ) {
        try exports.withTrialFolder { _ in }
        return exports.folder
      }
      checkDatabase(tenants, &diagnostics)
      if json {
        try Terminal.printJSON(diagnostics.findings)
      } else if csv {
        try DiagnosticsTable.table(diagnostics).write(Terminal.printLines)
      } else {
        Terminal.print(DiagnosticsText.render(diagnostics, width: TerminalScreen.output.columns))
      }
      return diagnostics.status
    }
  }

  private func checkDatabase(_ tenants: [TenantSchedules], _ diagnostics: inout Diagnostics) {
    var reached: (database: OpenDatabase, connection: Connection)?
    diagnostics.check("database", remedy: DatabaseAdvice.connection) {
      let open = try database.open(as: EmbeddedDatabase.runtimeRole)
      let connection = try open.database.connect()
      reached = (open, connection)
      return "PostgreSQL \(connection.serverVersion / 10_000), schema \(open.database.schema)"
    }
    guard let (open, connection) = reached else { return }
    defer { open.close() }
    let isReady = diagnostics.check("roles, rights and migrations", remedy: DatabaseAdvice.statement) {
      try Readiness.check(connection, open.database, storing: true)
      return "correct"
    }
    guard isReady else { return }
    diagnostics.check("collations", remedy: DatabaseAdvice.statement) {
      try CollationCheck.check(connection, open.database)
      return "as they were when the indexes were built"
    }
    diagnostics.check("clocks", remedy: DatabaseAdvice.statement) {
      let skew = Instant.now.secondsSinceEpoch - (try Database.clock(connection)).secondsSinceEpoch
      guard abs(skew) <= 60 else { throw ClocksDiffer(seconds: skew) }
      return "\(counted(abs(skew), "second")) apart"
    }
    let at = Instant.now
    let sources = SourceDiagnostics(
      session: SourceCounts.Session(open.database, connection), at: at, timeout: reportTimeout)
    let checked = sources.checkTables(trust, &diagnostics)
    let hasNames = sources.checkNames(&diagnostics)
    let hasFreshness = sources.checkFreshness(&diagnostics)
    var ownersDatabase: OpenDatabase?
    defer { ownersDatabase?.close() }
    var owner: SourceCounts.Session?
    if let ownerURL {
      diagnostics.check("owner's login", remedy: DatabaseAdvice.owner) {
        let open = try database.open(ownerURL, as: EmbeddedDatabase.owner)
        ownersDatabase = open
        owner = SourceCounts.Session(open.database, try open.database.connect())
        return "works"
      }
    }
    let run = RunDiagnostics(
      database: open.database, connection: connection, exports: exports, at: at, timeout: reportTimeout)
    // It computes, so with other tables it would say the same again.
    if let checked { run.rehearse(checked, &diagnostics) }
    var plans = PlanDiagnostics()
    for file in tenants {
      if let checked {
        let isComputed = sources.check(for: file.tenant, checked, &diagnostics)
        sources.checkRows(of: file, checked, &diagnostics)
        if hasFreshness { sources.checkFreshness(of: file.tenant, &diagnostics) }
        if hasNames { sources.checkNames(of: file.tenant, checked, &diagnostics) }
        if isComputed { run.compute(file, checked, &plans, &diagnostics) }
      }
      if let checked, let owner {
        sources.compareRows(of: file.tenant, with: owner, checked, &diagnostics)
      }
      diagnostics.check(
        "files of \(file.tenant.slug)",
        remedy:
          "make it a folder, no link, that this user may write, or name another exports folder with --exports"
      ) {
        try exports.probeTree(of: file.tenant.slug)
        try TreeCheck(open.database, exports: exports.folder).check(
          tenant: file.tenant.id, slug: file.tenant.slug, on: connection)
        let published = try Ledger(open.database, connection).occurrences(of: file.tenant, .all)
          .filter { $0.state == .published }
        guard !published.isEmpty else { return "nothing has been published yet" }
        guard try TenantTrees.slugs(in: exports.folder).contains(file.tenant.slug) else {
          throw NoTree(slug: file.tenant.slug, exports: exports.folder)
        }
        let periods = Set(published.map { [$0.key.schedule, $0.period.label] })
        return "\(counted(periods.count, "period")) published; `verify` checks each file"
      }
    }
    plans.report(&diagnostics)
  }

  private struct BadSchedules: Error, CustomStringConvertible {
    let first: String
    let count: Int
    var description: String {
      "\(counted(count, "problem")); the first one: \(first); `dyno-reports check` shows all"
    }
  }

  private struct NothingScheduled: Error, CustomStringConvertible {
    let folder: String
    var description: String {
      "there is no schedule file in \(folder); begin with a copy of a sample from schedules/, whose keys "
        + "docs/schedule_files.md explains, and `dyno-reports check`"
    }
  }

  private struct ClocksDiffer: Error, CustomStringConvertible {
    let seconds: Int
    var description: String {
      "this host is \(abs(seconds)) seconds \(seconds > 0 ? "ahead of" : "behind") the database, "
        + "and the earlier clock is used; set both by NTP"
    }
  }

  private struct NoTree: Error, CustomStringConvertible {
    let slug: String
    let exports: String
    var description: String {
      "the ledger has published periods, but \(exports) contains none of them: is it the right folder? "
        + "If so, `dyno-reports export --tenant \(slug)` writes them again"
    }
  }
}
