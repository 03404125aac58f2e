internal import Reports
internal import Runs

/// The headers of an entry's runs, by report type: as they were published, or, in a tree of version 1, as far as they follow from
/// the facts and from what the manifest says of the runs that failed.
struct PublishedHeaders {
  let entry: AdoptableEntry
  /// The rows of one of the entry's reports, or of the headers.
  let rows: (ManifestReport, Report) -> PublishedRows

  typealias Headers = [String: [AdoptedRuns.Header]]

  /// - Throws: ``CannotAdopt``
  func read() throws -> Headers {
    guard let headers = entry.headers else {
      return Dictionary(
        uniqueKeysWithValues: try entry.reports.map {
          ($0.published.report, try inFacts($0.published, $0.definition))
        })
    }
    return try inFiles(headers.published, headers.definition)
  }

  private func inFiles(_ published: ManifestReport, _ definition: Report) throws -> Headers {
    let names = definition.columns.map(\.name)
    func place(_ name: String) -> Int { names.firstIndex(of: name)! }
    let (id, type, message, warnings) = (
      place("run_id"), place("report_type"), place("error_message"), place("warnings")
    )
    let dimensions = Dictionary(
      uniqueKeysWithValues: entry.reports.map {
        ($0.published.report, $0.definition.runDimensions.map(place))
      })
    // Files have the first thousand characters of a message.
    let whole = Dictionary(
      entry.reports.flatMap { $0.published.runs?.failedRuns ?? [] }.map { ($0.id, $0.message) }
    ) { first, _ in first }
    var headers: Headers = [:]
    try rows(published, definition).forEachBatch { rows in
      for row in rows {
        guard let report = row[type], let dimensions = dimensions[report] else {
          throw CannotAdopt(
            published.files.first?.path, "has a run of a report that the manifest does not list")
        }
        headers[report, default: []].append(
          AdoptedRuns.Header(
            id: row[id], dimensions: dimensions.map { row[$0] },
            errorMessage: row[message].map { message in row[id].flatMap { whole[$0] } ?? message },
            warnings: row[warnings]))
      }
    }
    return headers
  }

  private func inFacts(_ published: ManifestReport, _ definition: Report) throws -> [AdoptedRuns.Header] {
    guard let summary = published.runs else {
      throw CannotAdopt(nil, "the manifest does not say which runs there were", .notProved)
    }
    // Warnings of single runs were not published.
    let warnings =
      summary.succeeded == 1 && !summary.warnings.isEmpty ? try JSONText.line(summary.warnings) : nil
    func succeeded(_ id: String?, _ dimensions: [String?]) -> AdoptedRuns.Header {
      AdoptedRuns.Header(id: id, dimensions: dimensions, errorMessage: nil, warnings: warnings)
    }
    let names = definition.columns.map(\.name)
    let places = definition.runDimensions.map { name in names.firstIndex(of: name)! }
    var found: [String: AdoptedRuns.Header] = [:]
    try rows(published, definition).forEachBatch { rows in
      for row in rows {
        guard let id = row[0], found[id] == nil else { continue }
        found[id] = succeeded(id, places.map { row[$0] })
      }
    }
    var headers = Array(found.values)
    // A run of the whole tenant has no dimensions that its rows would have to tell.
    if headers.isEmpty, summary.succeeded == 1, definition.runDimensions.isEmpty {
      headers.append(succeeded(nil, []))
    }
    guard headers.count == summary.succeeded, summary.failedRuns.count == summary.failed else {
      throw CannotAdopt(
        published.files.first?.path, "has no row of some of its runs, of which nothing else is published",
        .notProved)
    }
    return headers
      + summary.failedRuns.map { run in
        AdoptedRuns.Header(
          id: run.id, dimensions: definition.runDimensions.map { run.dimensions[$0] ?? nil },
          errorMessage: run.message, warnings: nil)
      }
  }
}
