internal import Calendars
package import Reports
internal import Runs

/// Where a tenant's files are, relative to the tenant's folder. Every part is safe in a path: slugs,
/// schedule names and labels have only letters, digits, `-` and `_`.
package struct TreeLayout: Sendable {
  package static let manifest = "manifest.json"
  package static let checksums = "SHA256SUMS"

  let slug: String

  package init(slug: String) { self.slug = slug }

  /// The tenant's folder in the exports folder.
  package var tenantFolder: String { "tenant=\(slug)" }

  /// `csv/report=…/schedule=…/period=…/<report>_<slug>_<schedule>_<label>.csv.gz`
  package func file(_ format: ExportFormat, report: String, schedule: String, label: String) -> String {
    "\(format.rawValue)/report=\(report)/schedule=\(schedule)/period=\(label)/"
      + fileName(format, report, schedule, label)
  }

  func fileName(_ format: ExportFormat, _ report: String, _ schedule: String, _ label: String) -> String {
    "\(report)_\(slug)_\(schedule)_\(label).\(format.rawValue).gz"
  }

  /// Where a superseded revision is kept: `history/schedule=…/period=…/r1`.
  func history(_ occurrence: PublishableOccurrence) -> String {
    "history/schedule=\(occurrence.key.schedule)/period=\(occurrence.window.label)/r\(occurrence.key.revision)"
  }
}
