internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import Schedules

struct ScheduleFolderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of schedule files, one per tenant. (default: schedules)", valueName: "folder"))
  var schedules: String?

  var path: String { schedules ?? Environment["DYNO_REPORTS_SCHEDULES"] ?? "schedules" }

  @Option(
    help: ArgumentHelp(
      "Days of the rolling window that a schedule without a period has. (default: 90)",
      valueName: "number"))
  var rollingDays: Int?

  func validate() throws {
    guard ScheduleContext.rollingDayRange.contains(defaultRollingDays) else {
      let most = ScheduleContext.rollingDayRange.upperBound
      throw ValidationError("--rolling-days is a number from 1 to \(most).")
    }
  }

  private var defaultRollingDays: Int {
    rollingDays ?? Environment["DYNO_REPORTS_ROLLING_DAYS"].map { Int($0) ?? 0 }
      ?? ScheduleContext.builtInRollingDays
  }

  /// - Parameter files: nil for those of the folder.
  func load(files: [String]? = nil) throws -> ScheduleFolder {
    ScheduleFolder.load(
      files ?? [path],
      context: ScheduleContext(zones: try TimeZoneDatabase(), defaultRollingDays: defaultRollingDays))
  }
}
