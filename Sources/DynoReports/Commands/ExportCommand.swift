internal import ArgumentParser
internal import Exports
internal import Orchestration
internal import Runs
internal import Schedules

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write published files again, from the stored facts.",
    discussion: """
      For a tree that was lost or damaged, or a second place to have it in: writes all published files of the \
      tenants, history included, byte for byte as they were (compressed bytes with the same zlib). Computes \
      nothing; where the facts are no longer those that were published, it says so and writes nothing. \
      Files that do not belong into a tree are moved to .set-aside/ in the exports folder, and named.
      """)

  @OptionGroup var selection: TenantOptions
  @OptionGroup var exports: ExportsOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    try reportingErrors {
      let selected = try selection.load()
      var failure: ExitStatus?
      var written: [(tenant: String, PublishedOccurrence)] = []
      try database.reading { database, connection in
        try exports.makeFolder()
        for file in selected.tenants {
          let slug = file.tenant.slug
          output.progress("\(slug): writing")
          do {
            written += try exports.publisher(database).export(tenant: file.tenant.id, on: connection) {
              let (path, place) = (TextTable.printable($0), TextTable.printable($1))
              Terminal.warning("\(slug): \(path) does not belong here; it is now \(place)")
            }.map { (slug, $0) }
          } catch {
            // One tenant's trouble does not stop another.
            Terminal.error("\(slug): \(error)")
            failure = failure ?? ExitStatus(for: error)
          }
        }
      }
      let outcome = ExportDocument(written)
      if output.json {
        try Terminal.printJSON(outcome)
      } else if output.saysWhatWasDone {
        Terminal.print(ExportText.render(outcome))
      }
      if let failure { return written.isEmpty ? failure : .partly }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }
}
