internal import ArgumentParser
internal import Exports
internal import Foundation
internal import Orchestration
internal import PostgreSQL
internal import Runs
internal import Schedules

struct AdoptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt", abstract: "Take published files over into a database that lacks them.",
    discussion: """
      Use it after an older database was restored, after it was lost, or in another database. It reads a \
      tenant's published files and rebuilds what the database lacks of them: ledger, runs and facts. Each \
      period is proved: its run ids must follow from its recorded parameters, and its rows must make the \
      same files again. What was published by the first release has its parameters in the schedule file, \
      which must be as it was. Files are not changed, and nothing that was published is computed again.

      A period whose rows are in no file as they were published is refused, the others are taken over, and \
      the exit code is 3. A repetition goes on where it stopped. Until everything is taken over, `run` leaves \
      a tenant alone whose files are in the exports folder; with --from, stop the timer first.
      """.adding(examples: [
        "What would be taken over":
          "dyno-reports adopt --dry-run --verbose",
        "One tenant, from a copy of the exports folder":
          "dyno-reports adopt acme --from exports --verbose",
      ]))

  @Argument(
    help: ArgumentHelp(
      "Only these tenants, by slug or id. Default: all that have files.", valueName: "tenant"),
    completion: .tenants)
  var tenants: [String] = []

  @Option(
    help: ArgumentHelp(
      "A copy of the exports folder to read. Default: the exports folder.", valueName: "folder"),
    completion: .directory)
  var from: String?

  @Option(
    help: ArgumentHelp(
      """
      Which side counts where the database has a period from another snapshot of the CRM: `tree` replaces the \
      database's, `ledger` writes the database's files over those in the exports folder. Default: neither, such periods are refused.
      """, valueName: "side"), completion: .list(AdoptionPreference.allCases.map(\.rawValue)))
  var prefer: String?

  @Flag(
    help: """
      Take what cannot be proved over as final files: `verify` checks their bytes, and nothing can write them again.
      """)
  var withoutFacts = false

  @Flag(help: "Change nothing; report what would be taken over.")
  var dryRun = false

  @OptionGroup var folder: ScheduleFolderOption
  @OptionGroup var exports: ExportsOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let prefer, AdoptionPreference(rawValue: prefer) == nil {
      throw ValidationError("--prefer must be `tree` or `ledger`.")
    }
    if prefer == AdoptionPreference.ledger.rawValue, !isInPlace {
      throw ValidationError("--prefer ledger writes the exports folder, so --from cannot be another one.")
    }
  }

  private var source: String { from ?? exports.folder }

  /// Whether the files that are read are those of the exports folder.
  private var isInPlace: Bool {
    func place(_ folder: String) -> String {
      URL(filePath: folder).resolvingSymlinksInPath().standardized.path
    }
    return place(source) == place(exports.folder)
  }

  func run() throws {
    try reportingErrors {
      // Only trees of the first release need them, and they say whose slug is whose.
      let loaded = try folder.load()
      for issue in loaded.issues { Terminal.tell(Message(issue)) }
      let slugs = try selected(loaded)
      let origins = loaded.tenants.map(FirstReleaseOrigins.init)
      var failures = TenantFailures()
      var adoptions: [(slug: String, adoption: Adoption)] = []
      do {
        try database.connected(storing: true) { database, connection in
          for slug in slugs {
            var adoption = Adoption()
            defer {
              tell(adoption, of: slug)
              adoptions.append((slug, adoption))
            }
            try failures.collecting(slug) {
              do {
                try checkThatItsFileCanBeRead(slug, loaded)
                try adopt(slug, origins, database, connection, into: &adoption)
                if !adoption.kept.isEmpty, !dryRun { try write(&adoption, of: slug, database, connection) }
              } catch {
                adoption.error = "\(error)"
                throw error
              }
            }
          }
        }
      } catch {
        if !adoptions.isEmpty { try print(adoptions) }
        throw error
      }
      try print(adoptions)
      let isPartDone = adoptions.contains { $0.adoption.isAnythingDone }
      let refused = adoptions.flatMap(\.adoption.refused)
      let status: ExitStatus =
        refused.isEmpty
        ? .done : isPartDone ? .partly : refused.contains(where: \.isConflict) ? .badConfiguration : .failed
      return failures.status(status, isPartDone: isPartDone)
    }
  }

  /// A schedule file says whose files a folder has, and what the first release asked.
  private func checkThatItsFileCanBeRead(_ slug: String, _ loaded: ScheduleFolder) throws {
    let isThere = loaded.tenants.contains { $0.tenant.slug == slug }
    let broken = loaded.pathsWithIssues.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
    if !isThere, let file = broken.first {
      throw UnreadableSchedules(file: file)
    }
  }

  private struct UnreadableSchedules: ErrorWithExitStatus, CustomStringConvertible {
    let file: String
    var description: String {
      "\(file) cannot be read, so it is not known whether the folder is its tenant's; mend the file (`dyno-reports check`), or name "
        + "another folder with --schedules"
    }
    var exitStatus: ExitStatus { .badConfiguration }
  }

  /// - Throws: `ValidationError` if there is no tree of a tenant that was named.
  private func selected(_ loaded: ScheduleFolder) throws -> [String] {
    let all = try TenantTrees.slugs(in: source)
    if tenants.isEmpty {
      guard !all.isEmpty else { throw CommandFailure("\(source) has no files of any tenant") }
      return all
    }
    return try tenants.map { name in
      let file = loaded.tenants.first { $0.tenant.isCalled(name) }
      let slug = file?.tenant.slug ?? name
      guard let found = all.first(where: { $0 == slug }) ?? TenantTrees.slug(ofTenant: name, in: source)
      else {
        throw ValidationError("\(source) has no files of the tenant `\(name)`.")
      }
      return found
    }
  }

  private func adopt(
    _ slug: String, _ origins: [FirstReleaseOrigins], _ database: Database, _ connection: Connection,
    into adoption: inout Adoption
  ) throws {
    let adopter = Adopter(
      database, from: source, preferring: prefer.flatMap(AdoptionPreference.init),
      allowsWithoutFacts: withoutFacts)
    try RunWatch.during(filesVerb: "comparing") { progress in
      progress(.files(tenant: slug))
      func adopt() throws {
        try adopter.adopt(
          slug: slug, origins, on: connection, progress: { progress(.step($0, tenant: slug)) },
          into: &adoption)
      }
      guard dryRun else { return try adopt() }
      try connection.rehearsal(database.longTransaction(.readCommitted, tenant: nil)) { _ in try adopt() }
    }
  }

  /// The database's own files take the place of those in the tree.
  private func write(
    _ adoption: inout Adoption, of slug: String, _ database: Database, _ connection: Connection
  ) throws {
    guard let tenant = adoption.keptKeys.first?.tenantID else { return }
    guard adoption.refused.isEmpty else {
      throw CommandFailure(
        "the database's own files are not written yet: first deal with what was refused, then adopt again")
    }
    let outcome = try exports.publisher(database).export(
      tenant: tenant, slug: slug, replacing: adoption.keptKeys, on: connection
    ) { path, place in
      Terminal.tell(
        Message(
          .warning, tenant: slug,
          "\(path.printableLine) does not belong here; moved to \(place.printableLine)"))
    }
    for notice in outcome.notices { Terminal.tell(Message(.warning, tenant: slug, notice)) }
    let failures = outcome.failures.map { RunFailure(tenant: slug, $0) }
    for failure in failures { Terminal.tell(Message(failure)) }
    if !failures.isEmpty { throw CommandFailure("not all of the database's own files could be written") }
    adoption.areKeptWritten = true
  }

  /// What somebody should know besides the result.
  private func tell(_ adoption: Adoption, of slug: String) {
    for path in adoption.damaged {
      Terminal.tell(
        Message(
          .warning, tenant: slug,
          "\(path.printableLine) is missing or was changed; its rows are proved by another file, and `dyno-reports export` writes it again"
        ))
    }
    for refused in adoption.refused {
      let entry = refused.entry
      let label = entry.period.label + (entry.revision > 1 ? ", revision \(entry.revision)" : "")
      Terminal.tell(
        Message(
          .failure, tenant: slug, schedule: entry.schedule.printableLine, period: label.printableLine,
          (refused.path.map { "\($0.printableLine) " } ?? "") + refused.reason))
    }
  }

  private func print(_ adoptions: [(slug: String, adoption: Adoption)]) throws {
    if output.json {
      try Terminal.printJSON(
        AdoptDocument(
          dryRun: dryRun, tenants: adoptions.map { AdoptDocument.Tenant($0.slug, $0.adoption) }))
    } else if output.saysWhatWasDone || dryRun {
      for (slug, adoption) in adoptions {
        AdoptText(slug: slug, adoption: adoption, isDryRun: dryRun, isInPlace: isInPlace).lines.forEach(
          Terminal.print)
      }
    }
  }
}
