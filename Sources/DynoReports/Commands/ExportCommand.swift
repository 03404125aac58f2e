internal import ArgumentParser
internal import Exports
internal import Orchestration
internal import Schedules

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write published files again, from the stored facts.",
    discussion: """
      Use it if a tree was lost or damaged, or to make a second copy. It looks at all published files of the \
      tenants, including the history, and writes those that are missing or differ, byte for byte as they \
      were (compressed bytes only with the same version of zlib). It computes nothing. A file whose facts \
      are no longer those that were published is named and left as it is, the others are written, and the \
      exit code is 73. Files that do not belong in a tree are moved to .set-aside/ in the exports folder \
      and listed.
      """.adding(examples: [
        "Write what is missing":
          "dyno-reports export --verbose",
        "Make a second copy of one tenant's files":
          "dyno-reports export --tenant acme --exports copy --verbose",
      ]))

  @OptionGroup var selection: TenantOptions
  @OptionGroup var exports: ExportsOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingErrors {
      let selected = try selection.load()
      var failures: [RunFailure] = []
      var written: [(tenant: String, PublishedOccurrence)] = []
      try database.connected(storing: true) { database, connection in
        try exports.makeFolder()
        _ = RunWatch.map(selected.tenants, filesVerb: "writing") { file, progress in
          let slug = file.tenant.slug
          do {
            let outcome = try exports.publisher(database).export(
              tenant: file.tenant.id, slug: slug, on: connection, progress: progress
            ) {
              let (path, place) = ($0.printableLine, $1.printableLine)
              Terminal.tell(
                Message(.warning, tenant: slug, "\(path) does not belong here; moved to \(place)"))
            }
            for notice in outcome.notices { Terminal.tell(Message(.warning, tenant: slug, notice)) }
            written += outcome.published.map { (slug, $0) }
            failures += outcome.failures.map { RunFailure(tenant: slug, $0) }
          } catch {
            // A failure of one tenant does not stop the others.
            failures.append(RunFailure(tenant: slug, error))
          }
        }
      }
      for failure in failures { Terminal.tell(Message(failure)) }
      let outcome = ExportDocument(written, failures)
      if !written.isEmpty { Terminal.notePublication() }
      if output.json {
        try Terminal.printJSON(outcome)
      } else if output.saysWhatWasDone {
        Terminal.print(ExportText.render(outcome))
      }
      // What could not be written again is missing, whatever else was written.
      if failures.contains(where: { $0.isOfPublishing && $0.status == .cannotWriteExports }) {
        return .cannotWriteExports
      }
      if let failure = failures.first { return written.isEmpty ? failure.status : .partly }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }
}
