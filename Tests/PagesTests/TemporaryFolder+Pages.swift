import Foundation
import Testing
import TestingDatabase

extension TemporaryFolder {
  /// For published pages. `scripts/pages` keeps them, and looks at them in a browser.
  static func pages() throws -> TemporaryFolder {
    guard let folder = ProcessInfo.processInfo.environment["DYNO_REPORTS_KEEP_PAGES"] else {
      return TemporaryFolder()
    }
    return try TemporaryFolder(
      staysIn: folder, name: String((Test.current?.name ?? "page").prefix { $0 != "(" }))
  }
}
