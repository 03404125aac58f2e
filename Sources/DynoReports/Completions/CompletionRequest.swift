internal import Calendars
internal import Reports
internal import Schedules

/// A command line that a shell wants to complete, and what can be said of it from the schedule files alone: it must be quick, connect
/// to nothing, and print nothing but words. What cannot be read is not offered.
struct CompletionRequest {
  /// How many periods of a schedule are offered.
  private static let periodCount = 24

  /// As the shell has them, with quotes.
  let words: [String]

  /// The tenants of the schedule files.
  var tenants: [String] { files.map(\.tenant.slug) }

  /// The schedules of the tenants that the line names; without any, of all.
  var schedules: [String] { unique(selected.flatMap(\.schedules).map(\.name)) }

  /// The reports of the schedules that the line names.
  var reports: [String] {
    let scheduled = unique(selectedSchedules.flatMap(\.schedule.reports).map(\.report.type))
    return scheduled.isEmpty ? ReportCatalog.product.reports.map(\.type) : scheduled
  }

  /// The metrics of the report that the line names; else of the reports of its schedules.
  var metrics: [String] {
    let named = values(of: "--report")
    let types = named.isEmpty ? reports : named
    return unique(
      ReportCatalog.product.reports.filter { types.contains($0.type) }.flatMap(\.metrics).map(\.name))
  }

  /// The options of the report that the line names, with a `=`.
  var reportOptions: [String] {
    let named = ReportCatalog.product.reports.filter { words.contains($0.type) }
    return unique(
      (named.isEmpty ? ReportCatalog.product.reports : named).flatMap(\.options).map { "\($0.name)=" })
  }

  /// Labels of the last periods, the latest first.
  var periods: [String] { unique(windows.map(\.label)) }

  /// The dates on which the last periods began.
  var firstDates: [String] { dates(windows.compactMap(\.startDate)) }

  /// The dates on which the last periods ended, which they do not include.
  var endDates: [String] { dates(windows.map(\.endDate)) }

  private func dates(_ dates: [CivilDate]) -> [String] { unique(dates.sorted(by: >).map { "\($0)" }) }

  private var windows: [Window] {
    let now = Instant.now
    let windows = selectedSchedules.flatMap { calendar, schedule -> [Window] in
      var windows: [Window] = []
      var at = now
      while windows.count < Self.periodCount, let window = calendar.latestComplete(schedule.period, at: at) {
        windows.append(window)
        // The next one back ended before.
        at = window.end.adding(seconds: -1)
      }
      return windows
    }
    return windows.sorted { ($1.endDate, $0.label) < ($0.endDate, $1.label) }
  }

  private var files: [TenantSchedules] {
    guard let zones = try? TimeZoneDatabase() else { return [] }
    let folder = Setting.schedules.value(values(of: "--schedules").last)
    return ScheduleFolder.load(
      [folder],
      context: ScheduleContext(zones: zones, defaultRollingDays: ScheduleContext.builtInRollingDays)
    ).tenants
  }

  private var selected: [TenantSchedules] {
    let names = values(of: "--tenant")
    let files = files
    let found = files.filter { names.contains($0.tenant.slug) }
    return found.isEmpty ? files : found
  }

  private var selectedSchedules: [(calendar: ReportingCalendar, schedule: Schedule)] {
    let names = values(of: "--schedule")
    let all = selected.flatMap { file in file.schedules.map { (file.tenant.calendar, $0) } }
    let found = all.filter { names.contains($0.1.name) }
    return found.isEmpty ? all : found
  }

  /// What the line says after a flag, without the quotes of the shell.
  private func values(of flag: String) -> [String] {
    words.indices.compactMap { index in
      if words[index].hasPrefix(flag + "=") { return String(words[index].dropFirst(flag.count + 1)) }
      guard words[index] == flag, index + 1 < words.count else { return nil }
      // Bash makes a word of the sign.
      return words[index + 1] == "=" ? words.dropFirst(index + 2).first : words[index + 1]
    }
    .map { $0.filter { !"\"'\\".contains($0) } }
    .filter { !$0.isEmpty }
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
