internal import ArgumentParser
internal import Exports
internal import Runs
internal import Schedules

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare the published files with manifest, ledger and facts.",
    discussion: """
      Names every file that is missing, shortened, changed or does not belong into a tenant's tree. With a \
      database, also whether the manifest is the ledger's and whether the files show the stored facts, byte \
      for byte. Exit code 1 if anything is wrong; `dyno-reports export` mends it.
      """)

  @OptionGroup var selection: TenantOptions
  @OptionGroup var exports: ExportsFolderOption
  @OptionGroup var database: DatabaseOptions

  @Flag(help: "Need no database: compare the files with the manifest alone.")
  var offline = false

  @OptionGroup var reporting: ReportingOptions

  func run() throws {
    try reportingErrors {
      let selected = try selection.load()
      let findings =
        if offline {
          try selected.tenants.map { try verifier($0.tenant).verifyTree() }
        } else {
          try database.reading { database, connection in
            try selected.tenants.map { file in
              reporting.progress("\(file.tenant.slug): verifying")
              return try verifier(file.tenant).verify(database, connection)
            }
          }
        }
      let document = VerifyDocument(zip(selected.tenants, findings).map { ($0.tenant.slug, $1) })
      if reporting.json {
        try Terminal.printJSON(document)
      } else if reporting.saysWhatWasDone || !document.isGood {
        Terminal.print(document.text)
      }
      if !document.isGood { return .failed }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }

  private func verifier(_ tenant: Tenant) -> Verifier {
    Verifier(tenant: tenant.id, slug: tenant.slug, exports: exports.folder)
  }
}
