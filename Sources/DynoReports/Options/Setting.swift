internal import Exports
internal import Foundation
internal import Schedules

/// A setting: given by a flag, else by a variable of the environment, else the default.
struct Setting {
  /// nil if only the environment sets it.
  let flag: String?
  let variable: String
  /// nil if libpq decides, or what is installed.
  let defaultValue: String?

  private init(_ flag: String?, _ variable: String, default defaultValue: String?) {
    self.flag = flag
    self.variable = variable
    self.defaultValue = defaultValue
  }

  /// - Parameter given: the flag's value, if there is one.
  func value(_ given: String? = nil) -> String { given ?? environment ?? defaultValue ?? "" }

  /// The value of the variable. An empty variable counts as unset.
  private var environment: String? {
    ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// For the help of the flag.
  var defaultHint: String { "(default: \(defaultValue ?? ""))" }
}

extension Setting {
  static let databaseURL = Setting("--database-url", "DYNO_REPORTS_DATABASE_URL", default: nil)
  static let schema = Setting("--schema", "DYNO_REPORTS_SCHEMA", default: "dyno_crm")
  static let schedules = Setting("--schedules", "DYNO_REPORTS_SCHEDULES", default: "schedules")
  static let exports = Setting("--exports", "DYNO_REPORTS_EXPORTS", default: "exports")
  static let permissions = Setting(
    "--permissions", "DYNO_REPORTS_PERMISSIONS", default: Permissions.group.rawValue)
  static let jobs = Setting("--jobs", "DYNO_REPORTS_JOBS", default: "2")
  static let rollingDays = Setting(
    "--rolling-days", "DYNO_REPORTS_ROLLING_DAYS", default: String(ScheduleContext.builtInRollingDays))
  static let trustSource = Setting("--trust-source", "DYNO_REPORTS_TRUST_SOURCE", default: "none")
  static let timeLimit = Setting("--time-limit", "DYNO_REPORTS_TIME_LIMIT", default: "2h")
  static let stateFolder = Setting(nil, "DYNO_REPORTS_STATE", default: ".dyno-reports")
  static let serverPrograms = Setting(nil, "DYNO_REPORTS_PG_BIN", default: nil)

  /// In the order of README.
  static let all = [
    databaseURL, schema, schedules, exports, permissions, jobs, timeLimit, rollingDays, trustSource,
    stateFolder, serverPrograms,
  ]
}
