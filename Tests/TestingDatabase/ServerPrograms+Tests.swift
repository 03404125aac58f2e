package import EmbeddedPostgreSQL
internal import Foundation

extension ServerPrograms {
  /// The programs that the variable names, as for `demo`; nil for Debian's newest.
  package static var forTests: ServerPrograms? {
    get throws {
      let folder = ProcessInfo.processInfo.environment["DYNO_REPORTS_PG_BIN"] ?? ""
      return folder.isEmpty ? nil : try ServerPrograms(in: folder)
    }
  }
}
