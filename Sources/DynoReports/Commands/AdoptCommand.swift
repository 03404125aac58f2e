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

      A period of which a file is missing or was changed is refused, the others are taken over, and the exit \
      code is 3. A repetition goes on where it stopped. Until everything is taken over, `run` leaves the tenant alone.
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
  }

  func run() throws {
    try reportingErrors {
      let source = from ?? exports.folder
      // Only trees of the first release need them.
      let loaded = try folder.load()
      for issue in loaded.issues { Terminal.tell(Message(issue)) }
      let slugs = try selected(in: source, loaded)
      var failures = TenantFailures()
      var adoptions: [(slug: String, adoption: Adoption)] = []
      // Why the database's own files could not be written.
      var unwritten: ExitStatus?
      try database.connected(storing: true) { database, connection in
        for slug in slugs {
          let origins = loaded.tenants.first { $0.tenant.slug == slug }.map(FirstReleaseOrigins.init)
          let done = try failures.collecting(slug) {
            try RunWatch.during(filesVerb: "comparing") { progress in
              progress(.files(tenant: slug))
              return try adopt(slug, origins, from: source, database, connection) {
                progress(.step($0, tenant: slug))
              }
            }
          }
          guard let (adoption, status) = done else { continue }
          adoptions.append((slug, adoption))
          unwritten = unwritten ?? status
        }
      }
      try tell(adoptions, isInPlace: source == exports.folder)
      let isPartDone = adoptions.contains { $0.adoption.isAnythingDone }
      let refused = adoptions.flatMap(\.adoption.refused)
      let status: ExitStatus =
        refused.isEmpty
        ? unwritten ?? .done
        : isPartDone ? .partly : refused.contains(where: \.isConflict) ? .badConfiguration : .failed
      return failures.status(status, isPartDone: isPartDone)
    }
  }

  /// - Throws: `ValidationError` if there is no tree of a tenant that was named.
  private func selected(in source: String, _ loaded: ScheduleFolder) throws -> [String] {
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

  /// - Returns: what became of the tree, and why the database's own files could not be written over those in it; nil if they were.
  private func adopt(
    _ slug: String, _ origins: FirstReleaseOrigins?, from source: String, _ database: Database,
    _ connection: Connection,
    progress: @escaping @Sendable (WorkStep) -> Void
  ) throws -> (Adoption, unwritten: ExitStatus?) {
    let adopter = Adopter(
      database, from: source, preferring: prefer.flatMap(AdoptionPreference.init),
      allowsWithoutFacts: withoutFacts)
    func adopt() throws -> Adoption {
      try adopter.adopt(slug: slug, origins, on: connection, progress: progress)
    }
    if dryRun {
      let settings = database.longTransaction(.readCommitted, tenant: nil)
      return (try connection.rehearsal(settings) { _ in try adopt() }, nil)
    }
    let adoption = try adopt()
    guard let tenant = adoption.keptKeys.first?.tenantID, source == exports.folder else {
      return (adoption, nil)
    }
    // The database's own files take the place of those in the tree.
    let outcome = try exports.publisher(database).export(
      tenant: tenant, slug: slug, replacing: adoption.keptKeys, on: connection, progress: progress
    ) { path, place in
      Terminal.tell(
        Message(
          .warning, tenant: slug,
          "\(path.printableLine) does not belong here; moved to \(place.printableLine)"))
    }
    for notice in outcome.notices { Terminal.tell(Message(.warning, tenant: slug, notice)) }
    let failures = outcome.failures.map { RunFailure(tenant: slug, $0) }
    for failure in failures { Terminal.tell(Message(failure)) }
    return (adoption, failures.first?.status)
  }

  private func tell(_ adoptions: [(slug: String, adoption: Adoption)], isInPlace: Bool) throws {
    for (slug, adoption) in adoptions {
      for refused in adoption.refused {
        let entry = refused.entry
        let label = entry.period.label + (entry.revision > 1 ? ", revision \(entry.revision)" : "")
        Terminal.tell(
          Message(
            .failure, tenant: slug, schedule: entry.schedule.printableLine, period: label.printableLine,
            (refused.path.map { "\($0.printableLine) " } ?? "") + refused.reason))
      }
    }
    if output.json {
      try Terminal.printJSON(
        AdoptDocument(dryRun: dryRun, tenants: adoptions.map { AdoptDocument.Tenant($0.slug, $0.adoption) }))
    } else if output.saysWhatWasDone || dryRun {
      for (slug, adoption) in adoptions {
        AdoptText(slug: slug, adoption: adoption, isDryRun: dryRun, isInPlace: isInPlace).lines.forEach(
          Terminal.print)
      }
    }
  }
}
