internal import ArgumentParser
internal import EmbeddedPostgreSQL
internal import Foundation
internal import PostgreSQL
internal import Runs

/// Settings from the environment; an empty variable is none.
enum Environment {
  static subscript(name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  static var stateFolder: String { self["DYNO_REPORTS_STATE"] ?? ".dyno-reports" }
}
