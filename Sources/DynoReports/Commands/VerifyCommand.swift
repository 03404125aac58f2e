internal import ArgumentParser
internal import Exports
internal import Orchestration
internal import Schedules

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare published files with the manifest, the ledger and the facts.",
    discussion: """
      Reports every file in a tenant's tree that is missing, truncated or changed, or that does not belong \
      there. With a database, it also checks that the manifest matches the ledger and that the files match \
      the stored facts, byte for byte. The exit code is 1 if anything is wrong; `dyno-reports export` \
      repairs it.
      """.adding(examples: [
        "All files, beside the ledger and the facts":
          "dyno-reports verify --verbose",
        "A copy of the files, on a host without the database":
          "dyno-reports verify --offline --exports exports --verbose",
      ]))

  @OptionGroup var selection: TenantOptions
  @OptionGroup var exports: ExportsFolderOption
  @OptionGroup var database: DatabaseOptions

  @Flag(help: "Use no database: compare the files with the manifest only.")
  var offline = false

  @Option(
    help: ArgumentHelp(
      "Check only what was published after this sequence, the number of a publication in manifest.json.",
      valueName: "sequence"))
  var since = 0

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if since < 0 { throw ValidationError("--since must not be negative.") }
  }

  func run() throws {
    try reportingErrors {
      let selected = try selection.load()
      func finding(_ file: TenantSchedules, _ body: (Verifier) throws -> Finding) -> Finding {
        do {
          return try body(verifier(file.tenant))
        } catch {
          // A failure of one tenant does not hide the findings for the others.
          return Finding(problem: "\(error)")
        }
      }
      let findings =
        if offline {
          RunWatch.map(selected.tenants, filesVerb: "reading") { file, _ in
            finding(file) { try $0.verifyTree() }
          }
        } else {
          try database.connected { database, connection in
            RunWatch.map(selected.tenants, filesVerb: "comparing") { file, progress in
              finding(file) { try $0.verify(database, connection, progress: progress) }
            }
          }
        }
      if selection.tenant.isEmpty {
        let known = Set(selected.tenants.map(\.tenant.slug))
        for slug in try TenantTrees.slugs(in: exports.folder) where !known.contains(slug) {
          Terminal.warning("tenant=\(slug) is not in the schedule files and was not checked")
        }
      }
      let document = VerifyDocument(zip(selected.tenants, findings).map { ($0.tenant.slug, $1) })
      if output.json {
        try Terminal.printJSON(document)
      } else if output.saysWhatWasDone || !document.isGood {
        Terminal.print(VerifyText.render(document))
      }
      if !document.isGood { return .failed }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }

  private func verifier(_ tenant: Tenant) -> Verifier {
    Verifier(tenant: tenant.id, slug: tenant.slug, exports: exports.folder, since: since)
  }
}
