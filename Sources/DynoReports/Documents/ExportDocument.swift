internal import Exports
internal import Runs

/// What `export` wrote, as JSON and for people.
struct ExportDocument: Encodable {
  struct Written: Encodable {
    let tenant: String
    let schedule: String
    let period: PeriodDocument
    let revision: Int
    let reports: [PublishedReport]
  }

  let written: [Written]

  init(_ written: [(tenant: String, published: Publisher.Published)]) {
    self.written = written.map { tenant, published in
      let occurrence = published.occurrence
      return Written(
        tenant: tenant, schedule: occurrence.key.schedule, period: PeriodDocument(occurrence.window),
        revision: occurrence.key.revision, reports: occurrence.reports)
    }
  }

  var text: String {
    written.isEmpty
      ? "Nothing was written: nothing is published."
      : written.map {
        "\($0.tenant) \($0.schedule) \($0.period.label): \(counted($0.reports.flatMap(\.files).count, "file"))"
      }.joined(separator: "\n")
  }
}
