internal import Calendars
internal import Exports
internal import Foundation
internal import Runs

/// What a page says about the time that it looks at.
struct PagePeriod {
  let period: Window
  /// What the reports look at.
  let window: Window
  let asOf: Instant
  /// nil if this machine's tzdata does not have the zone: times are in UTC then.
  private let zone: ZoneRules?
  private let zoneName: String
  private let snapshotAt: Instant?

  init(_ occurrence: PublishableOccurrence, zones: TimeZoneDatabase) {
    period = occurrence.period
    window = occurrence.window
    asOf = occurrence.computed.asOf
    zoneName = occurrence.computed.occurrence.timeZone
    zone = try? zones.rules(for: zoneName)
    snapshotAt = Instant(iso8601: String(occurrence.computed.snapshotAt.prefix(19)) + "Z")
  }

  /// Whether what the reports look at was not over.
  var isRunning: Bool { window.end > asOf }
  /// Whether it had not begun.
  var isComing: Bool { window.start.map { $0 >= asOf } ?? false }
  /// Whether the reports look at something else than the period.
  private var looksElsewhere: Bool {
    window.startDate != period.startDate || window.endDate != period.endDate
  }

  // MARK: Words

  /// What the window is a unit of: `quarter`.
  var unit: String { window.kind.unit }
  /// In sentences about a window that is running, or to come.
  var thisUnit: String { isComing ? "in \(window.words)" : "this \(unit)" }
  /// In sentences about a window that is over.
  var thatUnit: String { window.kind == .monthly && !looksElsewhere ? title : "the \(unit)" }

  /// The page's heading: `The quarter to date, week 47`, `October 2026`.
  var title: String {
    guard looksElsewhere else { return period.title }
    let part = period.title.prefix(1).lowercased() + period.title.dropFirst()
    let name = period.kind == .weekly ? part : period.title
    if isComing { return "The \(unit) to come, \(name)" }
    return isRunning ? "The \(unit) to date, \(name)" : "The \(unit), \(name)"
  }

  /// What stands below it.
  func subtitle(currency: String?, revision: Int) -> String {
    let amounts =
      currency.map { "Amounts in \($0)." } ?? "No currency is set: amounts are as in the CRM."
    let seen = localDate(asOf)
    let what =
      looksElsewhere
      ? "\(unit.prefix(1).uppercased() + unit.dropFirst()) \(window.label) as it stood on \(seen.weekdayName), \(seen.longWords)"
      : "The completed \(unit)" + (revision > 1 ? ", as restated on \(readOn.longWords)" : "")
    return "\(what). \(amounts)"
  }

  /// The four facts below that.
  func facts(isLate: Bool, revision: Markup) -> [(name: String, value: Markup)] {
    let read: Markup = isLate ? "\(readAt), <span class=\"warn\">late</span>" : "\(readAt), on time"
    return [
      ("Looks at", "\(window.words)\(daysGone.map { ", \($0)" } ?? "")"),
      (
        period.kind.unit.prefix(1).uppercased() + period.kind.unit.dropFirst(), "\(period.words), \(zoneName)"
      ),
      ("CRM read", read), ("Revision", revision),
    ]
  }

  private var daysGone: String? {
    guard isRunning, !isComing, let (gone, all) = days else { return nil }
    return "\(gone) of \(counted(all, "day")) gone"
  }

  private var days: (gone: Int, all: Int)? {
    guard let start = window.startDate else { return nil }
    return (
      localDate(asOf).daysSinceEpoch - start.daysSinceEpoch,
      window.endDate.daysSinceEpoch - start.daysSinceEpoch
    )
  }

  /// How much of the window is gone; nil if it has no start.
  var shareGone: ExactNumber? {
    guard isRunning, !isComing, let (gone, all) = days else { return nil }
    return ExactNumber(gone).divided(by: ExactNumber(all))
  }

  /// What a change is a change from.
  var sinceBefore: String { period.kind.changeWords }

  /// `31 December` of a date that is not included, as facts have it.
  static func lastDay(_ end: String) -> String? {
    CivilDate(iso: end).map { $0.adding(days: -1) }.map { "\($0.day) \($0.monthName)" }
  }

  /// The unit of the forecast's buckets.
  func horizon(of table: FactTable) -> String {
    guard case .text(let unit)? = table.published?.parameters?["horizon"] else { return "quarter" }
    return unit
  }

  // MARK: Times

  private func localDate(_ instant: Instant) -> CivilDate {
    zone?.localDate(at: instant)
      ?? CivilDate(daysSinceEpoch: Int((Double(instant.secondsSinceEpoch) / 86_400).rounded(.down)))
  }

  /// When the CRM was read.
  var readOn: CivilDate { localDate(snapshotAt ?? asOf) }

  /// How many days after the period the CRM was read.
  var daysLate: Int { readOn.daysSinceEpoch - period.lastDate.daysSinceEpoch }

  /// `23 Nov 2026 06:02`
  private var readAt: String {
    let instant = snapshotAt ?? asOf
    let second = instant.secondsSinceEpoch + (zone?.utcOffset(at: instant) ?? 0)
    let minute = (second - localDate(instant).daysSinceEpoch * 86_400) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(localDate(instant).words) \(two(minute / 60)):\(two(minute % 60))" + (zone == nil ? " UTC" : "")
  }
}
