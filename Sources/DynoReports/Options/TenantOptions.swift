internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import Schedules

/// For whom, and from which files.
struct TenantOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this tenant, by slug or id; can be repeated.", valueName: "tenant"))
  var tenant: [String] = []

  @OptionGroup var folder: ScheduleFolderOption

  /// The selected tenants, and what is wrong with the files.
  ///
  /// - Throws: `ValidationError` where a selected tenant does not exist.
  func load() throws -> SelectedSchedules {
    let folder = try folder.load()
    for issue in folder.issues { Terminal.note("\(issue)") }
    let tenants = folder.tenants.filter { file in
      tenant.isEmpty || tenant.contains(where: file.tenant.isCalled)
    }
    // A file with problems may be the one that has the name.
    if folder.issues.isEmpty {
      for name in tenant where !tenants.contains(where: { $0.tenant.isCalled(name) }) {
        throw ValidationError("no schedule file is about the tenant `\(name)`.")
      }
    }
    return SelectedSchedules(
      tenants: tenants, issues: folder.issues, filesWithIssues: folder.pathsWithIssues.count)
  }
}

/// The schedule files that a command works on.
struct SelectedSchedules {
  var tenants: [TenantSchedules]
  let issues: [ScheduleIssue]
  /// How many files are left out for their issues.
  let filesWithIssues: Int
}

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

extension ScheduleFolderOption {
  /// The one tenant that a command is about.
  ///
  /// - Parameter name: a slug or an id; needed where there are several.
  /// - Throws: `ValidationError` with the choices where it names none; `NoScheduleFile`.
  func tenant(called name: String?) throws -> TenantSchedules {
    let folder = try load()
    for issue in folder.issues { Terminal.note("\(issue)") }
    let all = folder.tenants
    guard !all.isEmpty else { throw NoScheduleFile(path: path) }
    let found = all.filter { file in name.map(file.tenant.isCalled) ?? true }
    guard let file = found.first, found.count == 1 else {
      throw ValidationError("--tenant must be one of \(all.map(\.tenant.slug).joined(separator: ", ")).")
    }
    return file
  }
}

/// There is no tenant to do anything for.
struct NoScheduleFile: Error, CustomStringConvertible {
  let path: String
  var description: String { "no schedule file can be read in \(path); see `dyno-reports check`" }
}

extension Tenant {
  /// Whether a person means this tenant by a slug or an id.
  fileprivate func isCalled(_ name: String) -> Bool {
    slug == name || id.uuidString.lowercased() == name.lowercased()
  }
}
