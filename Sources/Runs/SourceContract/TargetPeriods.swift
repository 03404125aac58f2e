internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Schedules

/// Compares the periods that a tenant has targets for with the windows of its schedules. A target counts for exactly the
/// window that has its dates.
struct TargetPeriods {
  private static let statement = NamedStatement(CRMDefinitions.expand(SQLFile.target_periods))

  private struct Period {
    let start: CivilDate
    /// Exclusive, if the CRM keeps to the contract.
    let end: CivilDate
    let targets: Int
  }

  private let periods: [Period]
  private let calendar: ReportingCalendar

  /// - Parameter connection: is in a transaction of the tenant.
  init(of tenant: Tenant, _ connection: Connection) throws {
    calendar = tenant.calendar
    periods = try connection.execute(Self.statement, ["tenant_id": tenant.id.uuidString]).map {
      Period(
        start: try $0.value("period_start"), end: try $0.value("period_end"), targets: try $0.value("targets")
      )
    }
  }

  /// - Parameter at: what each schedule looks at for the latest period that is complete at this instant is compared.
  func findings(_ schedules: [Schedule], at: Instant) -> [SourceViolation] {
    let using = schedules.filter { !readers($0).isEmpty }
    let windows = using.compactMap { schedule in
      calendar.latestComplete(schedule.period, at: schedule.latestEnd(dueBy: at, in: calendar)).map {
        (schedule: schedule, window: calendar.window(schedule.window, for: $0))
      }
    }.filter { $0.window.startDate != nil }
    guard !using.isEmpty else { return [] }
    let inclusive = periods.filter { isInclusive($0, windows.map(\.window), using) }
    let unseen = periods.filter { period in
      !inclusive.contains { $0.start == period.start && $0.end == period.end }
        && !using.contains { looks($0, from: period.start, to: period.end) }
    }
    let counted = inclusiveEnds(inclusive) + neverLookedAt(unseen)
    guard inclusive.isEmpty else { return counted }
    guard !periods.isEmpty else { return windows.isEmpty ? [] : [none(windows.map(\.schedule))] }
    return windows.compactMap { missing($0.schedule, $0.window) } + counted
  }

  /// Whether the schedule can look at exactly these dates, whenever that is.
  private func looks(_ schedule: Schedule, from start: CivilDate, to end: CivilDate) -> Bool {
    if let unit = schedule.window.unit { return calendar.isUnit(unit.kind, from: start, to: end) }
    if case .rolling(let days) = schedule.period { return end == start.adding(days: days) }
    return calendar.isUnit(schedule.period.kind, from: start, to: end)
  }

  /// The names of the schedule's reports that use targets.
  private func readers(_ schedule: Schedule) -> [String] {
    schedule.reports.map(\.report).filter { $0.gaps[.target] != nil }.map(\.type)
  }

  private func none(_ schedules: [Schedule]) -> SourceViolation {
    let names = schedules.flatMap(readers).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    return note(
      "the tenant has no targets, so that there are none in \(names.joined(separator: ", "))",
      "if the CRM has targets, make rows of sales_target of them")
  }

  private func missing(_ schedule: Schedule, _ window: Window) -> SourceViolation? {
    guard let start = window.startDate, !has(start, window.endDate) else { return nil }
    let distance = { (period: Period) in abs(period.start.daysSinceEpoch - start.daysSinceEpoch) }
    let nearest = periods.sorted { distance($0) < distance($1) }.prefix(2).sorted { $0.start < $1.start }
      .map { "\($0.start) to \($0.end)" }
    let kinds = Set(periods.map { calendar.kind(from: $0.start, to: $0.end).rawValue }).sorted()
    return note(
      "targets exist, but none for \(start) to \(window.endDate) (\(schedule.name)), so that "
        + "\(readers(schedule).joined(separator: ", ")) has no target there; the nearest are for "
        + "\(nearest.joined(separator: " and ")), kinds of periods: \(kinds.joined(separator: ", "))",
      "if there should be some, set period_start and period_end to the dates that the schedule looks at, the end exclusive"
    )
  }

  private func note(_ problem: String, _ remedy: String) -> SourceViolation {
    SourceViolation(table: "sales_target", problem: problem, remedy: remedy, isNote: true)
  }

  private func has(_ start: CivilDate, _ end: CivilDate) -> Bool {
    periods.contains { $0.start == start && $0.end == end }
  }

  /// Targets that no report ever finds.
  private func neverLookedAt(_ periods: [Period]) -> [SourceViolation] {
    guard let example = periods.last else { return [] }
    let count = periods.reduce(0) { $0 + $1.targets }
    return [
      note(
        "\(count) of the tenant's targets are for periods that no schedule looks at, such as the one from \(example.start) to "
          + "\(example.end), and count nowhere",
        "if they should count, add a schedule that looks at such periods, or correct period_start and period_end"
      )
    ]
  }

  /// Targets that end a day before a window or a usual period does: their last day was taken for the end.
  private func inclusiveEnds(_ ends: [Period]) -> [SourceViolation] {
    guard let example = ends.last else { return [] }
    let count = ends.reduce(0) { $0 + $1.targets }
    let end = example.end.adding(days: 1)
    return [
      SourceViolation(
        table: "sales_target",
        problem:
          "\(count) of the tenant's targets end a day too early, such as those from \(example.start) to "
          + "\(example.end), and count for no period: period_end is exclusive, here \(end)",
        remedy: "in a view sales_target write (period_end + 1) AS period_end")
    ]
  }

  private func isInclusive(_ period: Period, _ windows: [Window], _ schedules: [Schedule]) -> Bool {
    let end = period.end.adding(days: 1)
    // Others may have the right dates: targets of users and of groups are often entered apart.
    if schedules.contains(where: { looks($0, from: period.start, to: period.end) }) { return false }
    if windows.contains(where: { $0.startDate == period.start && $0.endDate == end }) { return true }
    if schedules.contains(where: { looks($0, from: period.start, to: end) }) { return true }
    guard period.start.day == 1, calendar.kind(from: period.start, to: period.end) == .custom else {
      return false
    }
    return [.monthly, .quarterly, .yearly].contains(calendar.kind(from: period.start, to: end))
  }
}
