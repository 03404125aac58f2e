internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import Schedules

struct ScheduleFolderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of schedule files, one per tenant. \(Setting.schedules.defaultHint)", valueName: "folder"),
    completion: .directory)
  var schedules: String?

  var path: String { Setting.schedules.value(schedules) }

  @Option(
    help: ArgumentHelp(
      "Length in days of the rolling window of a schedule without a period. \(Setting.rollingDays.defaultHint)",
      valueName: "number"))
  var rollingDays: Int?

  func validate() throws {
    guard ScheduleContext.rollingDayRange.contains(defaultRollingDays) else {
      let most = ScheduleContext.rollingDayRange.upperBound
      throw ValidationError("--rolling-days must be a number from 1 to \(most).")
    }
  }

  private var defaultRollingDays: Int {
    Int(Setting.rollingDays.value(rollingDays.map(String.init))) ?? 0
  }

  /// - Parameter files: nil means all files of the folder.
  func load(files: [String]? = nil) throws -> ScheduleFolder {
    ScheduleFolder.load(
      files ?? [path],
      context: ScheduleContext(zones: try TimeZoneDatabase(), defaultRollingDays: defaultRollingDays))
  }
}
