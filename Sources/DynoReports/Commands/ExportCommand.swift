internal import ArgumentParser
internal import Exports
internal import Runs
internal import Schedules

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write published files again, from the stored facts.",
    discussion: """
      For a tree that was lost or damaged, or a second place to have it in: writes all files of the tenants, \
      history included, byte for byte as they were (compressed bytes with the same zlib). Computes nothing. \
      Files that do not belong into a tree are moved to .set-aside/ in the exports folder, and named.
      """)

  @OptionGroup var selection: TenantOptions
  @OptionGroup var exports: ExportsOptions
  @OptionGroup var database: DatabaseOptions
  @OptionGroup var reporting: ReportingOptions

  func run() throws {
    try reportingErrors {
      let selected = try selection.load()
      var written: [(tenant: String, Publisher.Published)] = []
      try database.reading { database, connection in
        try exports.makeFolder()
        for file in selected.tenants {
          let slug = file.tenant.slug
          reporting.progress("\(slug): writing")
          written += try exports.publisher(database).export(tenant: file.tenant.id, on: connection) {
            Terminal.warning("\(slug): \($0) does not belong here; it is now \($1)")
          }.map { (slug, $0) }
        }
      }
      let outcome = ExportDocument(written)
      if reporting.json {
        try Terminal.printJSON(outcome)
      } else if reporting.saysWhatWasDone {
        Terminal.print(outcome.text)
      }
      return selected.issues.isEmpty ? .done : .badConfiguration
    }
  }
}

/// What `export` wrote, as JSON and for people.
struct ExportDocument: Encodable {
  struct Written: Encodable {
    let tenant: String
    let schedule: String
    let period: PlanDocument.Period
    let revision: Int
    let reports: [PublishedReport]
  }

  let written: [Written]

  init(_ written: [(tenant: String, published: Publisher.Published)]) {
    self.written = written.map { tenant, published in
      let occurrence = published.occurrence
      return Written(
        tenant: tenant, schedule: occurrence.key.schedule, period: PlanDocument.Period(occurrence.window),
        revision: occurrence.key.revision, reports: occurrence.reports)
    }
  }

  var text: String {
    written.isEmpty
      ? "Nothing was ever published."
      : written.map {
        "\($0.tenant) \($0.schedule) \($0.period.label): \($0.reports.flatMap(\.files).count) files"
      }.joined(separator: "\n")
  }
}
