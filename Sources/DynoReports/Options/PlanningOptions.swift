internal import ArgumentParser
internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

/// What `plan` and `run` have in common: for when, for whom, and from which files.
struct PlanningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Plan as of this instant, such as 2026-11-21T03:00:00Z. (default: now)", valueName: "instant"))
  var at: Instant?

  @Option(help: ArgumentHelp("Only this tenant, by slug or id; can be repeated.", valueName: "tenant"))
  var tenant: [String] = []

  @Option(help: ArgumentHelp("Only the schedules of this name; can be repeated.", valueName: "name"))
  var schedule: [String] = []

  @OptionGroup var folder: ScheduleFolderOption

  /// The instant to plan for: the one that was given, else now. Of the two clocks the earlier counts, so that
  /// none of them publishes a period before it is over.
  ///
  /// - Parameter connection: nil where there is no database to ask.
  func instant(_ connection: Connection?) throws -> Instant {
    if let at { return at }
    let here = Instant.now
    guard let connection else { return here }
    let there = try Database.clock(connection)
    let skew = here.secondsSinceEpoch - there.secondsSinceEpoch
    if abs(skew) > 60 {
      Terminal.warning(
        "the clocks differ: it is \(here) here and \(there) in the database; the earlier one counts")
    }
    return min(here, there)
  }

  var scheduleNames: Set<String>? { schedule.isEmpty ? nil : Set(schedule) }

  /// The selected tenants, and what is wrong with the files.
  ///
  /// - Throws: `ValidationError` where a selected tenant or schedule does not exist.
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
      let names = Set(tenants.flatMap(\.schedules).map(\.name))
      for name in schedule where !names.contains(name) {
        throw ValidationError(
          "no schedule is called `\(name)`; there are: \(names.sorted().joined(separator: ", ")).")
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
  /// - Throws: `ValidationError` with the choices where it names none.
  func tenant(called name: String?) throws -> TenantSchedules {
    let folder = try load()
    for issue in folder.issues { Terminal.note("\(issue)") }
    let all = folder.tenants
    let found = all.filter { file in name.map(file.tenant.isCalled) ?? true }
    guard let file = found.first, found.count == 1 else {
      throw ValidationError("--tenant must be one of \(all.map(\.tenant.slug).joined(separator: ", ")).")
    }
    return file
  }
}

extension Tenant {
  /// Whether a person means this tenant by a slug or an id.
  fileprivate func isCalled(_ name: String) -> Bool {
    slug == name || id.uuidString.lowercased() == name.lowercased()
  }
}

extension Instant {
  /// The only place that reads the clock.
  static var now: Instant { Instant(secondsSinceEpoch: Int(Date().timeIntervalSince1970.rounded(.down))) }
}

extension Instant: ExpressibleByArgument {
  init?(argument: String) { self.init(iso8601: argument) }
}
