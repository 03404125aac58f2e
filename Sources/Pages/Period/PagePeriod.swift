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
  /// When the CRM was read.
  let snapshotAt: Instant
  let reading: SnapshotKind
  let zoneName: String
  /// nil if this machine's tzdata does not have the zone: times are in UTC then.
  let zone: ZoneRules?

  /// Whether what the reports look at was not over.
  var isRunning: Bool { window.isRunning(at: asOf) }
  /// Whether it had not begun.
  var isComing: Bool { window.isComing(at: asOf) }
  /// Whether the reports look at something else than the period.
  var looksElsewhere: Bool { !window.hasDates(of: period) }

  // MARK: Words

  /// What the window is a unit of: `quarter`.
  var unit: String { window.kind.unit }
  /// In sentences about a window that is running, or to come.
  var thisUnit: String { isComing ? window.during : "this \(unit)" }
  /// In sentences about a window that is over.
  var thatUnit: String { window.kind == .monthly && !looksElsewhere ? title : "the \(unit)" }

  /// The page's heading: `The quarter to date, week 47`, `October 2026`.
  var title: String {
    guard looksElsewhere else { return period.fullTitle }
    let part = period.title.prefix(1).lowercased() + period.title.dropFirst()
    let name = period.kind == .weekly ? part : period.title
    if isComing { return "The \(unit) to come, \(name)" }
    return isRunning ? "The \(unit) to date, \(name)" : "The \(unit), \(name)"
  }

  /// What stands below it.
  ///
  /// - Parameter hasOtherCurrencies: whether amounts of other currencies are in the numbers.
  func subtitle(currency: String?, hasOtherCurrencies: Bool, revision: Int) -> String {
    let others = hasOtherCurrencies ? "; those in other currencies are added as they are" : ""
    let amounts =
      currency.map { "Amounts in \($0)\(others)." } ?? "No currency is set: amounts are as in the CRM."
    let what =
      if looksElsewhere {
        "\(unit.prefix(1).uppercased() + unit.dropFirst()) \(window.label) as it stood on \(seenOn.weekdayName), \(seenOn.longWords)"
      } else {
        (window.startDate == nil ? "Since the first deal" : "The completed \(unit)")
          + (revision > 1 ? ", as restated on \(readOn.longWords)" : "")
      }
    return "\(what). \(amounts)"
  }

  /// The four facts below that.
  func facts(revision: Markup) -> [(name: String, value: Markup)] {
    let read: Markup =
      switch reading {
      case .timely: "\(readAt), on time"
      case .late: "\(readAt), <span class=\"warn\">late</span>"
      case .reconstructed: "\(readAt), reconstructed"
      }
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
      seenOn.daysSinceEpoch - start.daysSinceEpoch, window.endDate.daysSinceEpoch - start.daysSinceEpoch
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

  /// The date that begins when the numbers are seen. Nothing of it has happened yet.
  var seenOn: CivilDate { zone?.localDate(at: asOf) ?? period.endDate }

  /// When the CRM was read.
  var readOn: CivilDate { localDate(snapshotAt) }

  /// How many whole days after the end of the period the CRM was read.
  var daysLate: Int { readOn.daysSinceEpoch - period.endDate.daysSinceEpoch }

  private func localDate(_ instant: Instant) -> CivilDate {
    zone?.localDate(at: instant)
      ?? CivilDate(daysSinceEpoch: Int((Double(instant.secondsSinceEpoch) / 86_400).rounded(.down)))
  }

  /// `23 Nov 2026 06:02`
  private var readAt: String {
    let second = snapshotAt.secondsSinceEpoch + (zone?.utcOffset(at: snapshotAt) ?? 0)
    let minute = (second - readOn.daysSinceEpoch * 86_400) / 60
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(readOn.words) \(two(minute / 60)):\(two(minute % 60))" + (zone == nil ? " UTC" : "")
  }
}

extension PagePeriod {
  init(_ occurrence: PublishableOccurrence, zones: TimeZoneDatabase) throws {
    let computed = occurrence.computed
    let zoneName = computed.occurrence.timeZone
    try self.init(
      period: occurrence.period, window: occurrence.window, asOf: computed.asOf,
      snapshotAt: Instant(iso8601: computed.snapshotAt) ?? computed.asOf,
      reading: computed.occurrence.snapshotKind,
      zoneName: zoneName, zone: zones.rules(ifThere: zoneName))
  }
}
