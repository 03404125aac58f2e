internal import Calendars
internal import Reports
internal import Runs

/// The paths of a tenant's files, relative to the tenant's folder. Every component is safe in a path: slugs,
/// schedule names and labels contain only letters, digits, `-` and `_`.
package struct TreeLayout: Sendable {
  static let historyFolder = "history/"

  let slug: String

  package init(slug: String) { self.slug = slug }

  /// The name of the tenant's folder in the exports folder.
  package var tenantFolder: String { "tenant=\(slug)" }

  /// `csv/report=…/schedule=…/period=…/<report>_<slug>_<schedule>_<label>.csv.gz`
  func file(_ format: ExportFormat, _ report: String, _ occurrence: Occurrence) -> String {
    "\(format.rawValue)/report=\(report)/\(place(occurrence))/" + fileName(format, report, occurrence)
  }

  /// The path of a file of a superseded revision:
  /// `history/schedule=…/period=…/r1/<report>_<slug>_<schedule>_<label>_r1.csv.gz`
  func history(_ format: ExportFormat, _ report: String, _ occurrence: Occurrence) -> String {
    "\(Self.historyFolder)\(place(occurrence))/r\(occurrence.key.revision)/"
      + fileName(format, report, occurrence, suffix: "_r\(occurrence.key.revision)")
  }

  /// The same as the first release named it, without the revision in the file's name.
  func firstReleaseHistory(_ format: ExportFormat, _ report: String, _ occurrence: Occurrence) -> String {
    "\(Self.historyFolder)\(place(occurrence))/r\(occurrence.key.revision)/"
      + fileName(format, report, occurrence)
  }

  /// The path of a view: `html/schedule=…/period=…/<slug>_<schedule>_<label>.html`
  func view(_ format: String, _ occurrence: Occurrence) -> String {
    let name = [slug, occurrence.key.schedule, occurrence.period.label].joined(separator: "_")
    return "\(format)/\(place(occurrence))/\(name).\(format)"
  }

  /// The path of the first part of a file.
  ///
  /// - Parameter isCurrent: whether the occurrence is the latest published revision of its period.
  func path(
    _ format: ExportFormat, _ report: String, _ occurrence: Occurrence, isCurrent: Bool
  ) -> String {
    isCurrent ? file(format, report, occurrence) : history(format, report, occurrence)
  }

  private func place(_ occurrence: Occurrence) -> String {
    "schedule=\(occurrence.key.schedule)/period=\(occurrence.period.label)"
  }

  private func fileName(
    _ format: ExportFormat, _ report: String, _ occurrence: Occurrence, suffix: String = ""
  ) -> String {
    let name =
      [report, slug, occurrence.key.schedule, occurrence.period.label].joined(separator: "_") + suffix
    return "\(name).\(format.rawValue).gz"
  }

  /// Whether a path can be that of a data file or a view. For paths that were read from a tree, which is not to be
  /// trusted.
  static func isDataPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let describing = ["manifest", "changes", "schema"]
    return parts.count > 2 && !describing.contains(String(parts[0]))
      && parts.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_=.\-]*/) != nil }
  }

  /// The path of one part of a file. The first part has the path of the file itself, the second ends in
  /// `-part-00002.csv.gz`, and so on.
  static func part(_ number: Int, of path: String) -> String {
    guard number > 1, let dot = path.lastIndex(of: "/").flatMap({ path[$0...].firstIndex(of: ".") }) else {
      return path
    }
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return "\(path[..<dot])-part-\(padded)\(path[dot...])"
  }
}
