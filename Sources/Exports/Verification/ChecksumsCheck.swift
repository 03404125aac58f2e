internal import Foundation

/// Compares `SHA256SUMS` with the lines that it should have, in any order.
enum ChecksumsCheck {
  static func run(expected: String, _ inspection: inout TreeInspection) {
    let actual = inspection.contents(TreeDescription.checksumsName).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let actual else { return }
    if lines(actual) != lines(expected) {
      inspection.finding.report(TreeDescription.checksumsName, TreeInspection.wrongDescription)
    }
  }

  /// - Parameter entries: all entries, current and superseded.
  static func run(expected entries: [ManifestEntry], _ inspection: inout TreeInspection) {
    let files = entries.flatMap(\.files).map { ($0.sha256, $0.path) }
    let views = entries.compactMap(\.views).flatMap(\.self).map { ($0.sha256, $0.path) }
    run(expected: (files + views).map { "\($0)  \($1)\n" }.joined(), &inspection)
  }

  private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n").sorted() }
}
