internal import EmbeddedPostgreSQL
internal import Foundation

/// What the demo says at its end: how to read the files, where the data is, and how to remove it.
struct DemoGuide {
  private let exports: String
  private let tenants: [String]
  private let folder: String
  private let locationFile: String?

  /// - Parameter tenants: the slugs of all tenants in the server's database.
  init(_ server: EmbeddedServer, exports: String, tenants: [String]) {
    self.exports = exports
    self.tenants = tenants
    folder = server.folder
    locationFile = server.locationFile
  }

  /// - Parameter program: how the program was called.
  func text(program: String) -> String {
    let example = quoted(exports) + "/tenant=" + (tenants.first ?? "*")
    // The exports folder can have other files and other tenants, and the state folder has the server of the tests.
    let trees = tenants.filter { SampleTenants.number(of: $0) == nil }.map { "/tenant=\($0)" }
    let files = (trees + ["/.staging"]).map { quoted(exports) + $0 }
    // There can be thousands of them.
    let samples = IndexSet(tenants.compactMap(SampleTenants.number)).rangeView.map {
      "\n  for n in $(seq \($0.lowerBound) \($0.upperBound - 1)); do rm -rf \(quoted(exports))/tenant=sample-$n; done"
    }
    let written = [folder] + (locationFile.map { [$0] } ?? [])
    let parents = written.map { URL(filePath: $0).deletingLastPathComponent().path }.filter { $0 != "/tmp" }
    return """

      The files are in \(exports)/, one folder per tenant. To read them:
        zcat \(example)/csv/report=*/schedule=*/period=*/*.csv.gz | head
        (cd \(example) && sha256sum -c SHA256SUMS)
        python3 -m json.tool \(example)/manifest.json | less
      In a browser, its pages are listed in \(example)/index.html.
      To see what is due next, from the same database:
        \(quoted(program)) plan --database-url embedded
      The database is in \(folder). Its server stops by itself, within seconds. To remove all that the demo wrote:
        rm -rf \(files.joined(separator: " "))\(samples.joined())
        rm -rf \(written.map(quoted).joined(separator: " "))
        rmdir --ignore-fail-on-non-empty \(parents.map(quoted).joined(separator: " "))
      """
  }

  /// A word for a shell.
  private func quoted(_ text: String) -> String {
    text.wholeMatch(of: /[A-Za-z0-9_.,:@%+\/-]+/) != nil
      ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
