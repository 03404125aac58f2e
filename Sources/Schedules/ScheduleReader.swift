import Calendars
import Foundation
import Reports

/// Converts the values of a file to a tenant and its schedules.
struct ScheduleReader {
  let context: ScheduleContext
  private(set) var identity = TenantIdentity()

  init(context: ScheduleContext) {
    self.context = context
  }

  mutating func read(
    _ root: YAMLNode, issues: inout IssueList
  ) -> (tenant: Tenant, schedules: [Schedule])? {
    let keys = FileKeys(schedule: scheduleKeys)
    if root.isNull {
      issues.report("the file is empty", at: .start, hint: "it needs \(enumerated(keys.all.map(\.name)))")
      return nil
    }
    guard let fields = Fields(root, "the file", keys: keys.all, issues: &issues) else { return nil }
    let tenant = fields.node(of: keys.tenant).flatMap { readTenant($0, issues: &issues) }
    let schedules = fields.node(of: keys.schedules).flatMap { readSchedules($0, issues: &issues) }
    guard let tenant, let schedules else { return nil }
    return (tenant, schedules)
  }

  private var scheduleKeys: ScheduleKeys {
    ScheduleKeys(catalog: context.catalog, defaultRollingDays: context.defaultRollingDays)
  }
}

// MARK: The tenant

extension ScheduleReader {
  private mutating func readTenant(_ node: YAMLNode, issues: inout IssueList) -> Tenant? {
    guard let fields = Fields(node, "`tenant`", keys: TenantKeys.all, issues: &issues) else { return nil }
    let id = fields.value(of: TenantKeys.id, issues: &issues)
    let slug = fields.value(of: TenantKeys.slug, issues: &issues)
    if let id, let node = fields.node(of: TenantKeys.id) { identity.id = (id, node.position) }
    if let slug, let node = fields.node(of: TenantKeys.slug) { identity.slug = (slug, node.position) }

    let zone = readZone(fields, issues: &issues)
    let weekStart = fields.value(of: TenantKeys.weekStart, issues: &issues).flatMap(Weekday.init(name:))
    let fiscalYearStart = fields.value(of: TenantKeys.fiscalYearStart, issues: &issues)
    let currency = readCurrency(fields, issues: &issues)
    guard let id, let slug, let zone else { return nil }
    let calendar = ReportingCalendar(
      zone: zone, weekStart: weekStart ?? .monday, fiscalYearStart: fiscalYearStart ?? 1)
    return Tenant(id: id, slug: slug, calendar: calendar, currency: currency)
  }

  private func readCurrency(_ fields: Fields, issues: inout IssueList) -> Currency? {
    let code = fields.value(of: TenantKeys.currency, issues: &issues)
    let others = fields.value(of: TenantKeys.otherCurrencies, issues: &issues)
    if let node = fields.node(of: TenantKeys.otherCurrencies), fields.node(of: TenantKeys.currency) == nil {
      let needed = TenantKeys.currency
      issues.report(
        "`\(TenantKeys.otherCurrencies.name)` needs `\(needed.name)`", at: node.position,
        hint: "add `\(needed.name): \(needed.example)`")
    }
    return code.map { Currency(code: $0, others: others.flatMap(Currency.Others.init) ?? .warn) }
  }

  private func readZone(_ fields: Fields, issues: inout IssueList) -> ZoneRules? {
    guard let name = fields.value(of: TenantKeys.timezone, issues: &issues),
      let node = fields.node(of: TenantKeys.timezone)
    else { return nil }
    do {
      return try context.zones.rules(for: name)
    } catch .unknownZone(_, let suggestion) {
      issues.report(
        "unknown time zone \(quoted(name))", at: node.position,
        hint: suggestion.map { "did you mean `\($0)`?" } ?? "use a name from tzdata, such as `Europe/Berlin`"
      )
    } catch .oldName(_, let zone) {
      issues.report(
        "\(quoted(name)) is an old name of a time zone", at: node.position, hint: "write `\(zone)`")
    } catch .abbreviation {
      issues.report(
        "the time zone \(quoted(name)) is an abbreviation or a fixed offset", at: node.position,
        hint: "name a place, such as `America/New_York`, or `UTC`")
    } catch {
      issues.report("\(error)", at: node.position)
    }
    return nil
  }
}

// MARK: The schedules

extension ScheduleReader {
  private func readSchedules(_ node: YAMLNode, issues: inout IssueList) -> [Schedule]? {
    let keys = scheduleKeys
    guard
      let nodes = node.items("`schedules`", example: "- name: \(keys.name.example)", issues: &issues)
    else { return nil }
    var firstLines: [String: Int] = [:]
    return nodes.compactMap { node in
      guard let fields = Fields(node, "a schedule", keys: keys.all, issues: &issues) else { return nil }
      let name = fields.value(of: keys.name, issues: &issues)
      if let name, let place = fields.node(of: keys.name)?.position {
        if let first = firstLines[name] {
          issues.report(
            "duplicate schedule \(quoted(name))", at: place, hint: "the first one is on line \(first)")
        } else {
          firstLines[name] = place.line
        }
      }
      return readSchedule(named: name, fields, keys, issues: &issues)
    }
  }

  private func readSchedule(
    named name: String?, _ fields: Fields, _ keys: ScheduleKeys, issues: inout IssueList
  ) -> Schedule? {
    let period = fields.value(of: keys.period, issues: &issues)
    let window = fields.value(of: keys.window, issues: &issues)
    let readyAfter = fields.value(of: keys.readyAfter, issues: &issues)
    let catchUp = fields.value(of: keys.catchUp, issues: &issues)
    let since = fields.value(of: keys.since, issues: &issues)
    let entries = fields.value(of: keys.reports, issues: &issues)
    let formats = fields.value(of: keys.exports, issues: &issues)
    let formulaGuard = fields.value(of: keys.formulaGuard, issues: &issues)
    let isEnabled = fields.value(of: keys.enabled, issues: &issues)
    if let entries, period == .allTime { refuseAllTime(entries, issues: &issues) }
    if let window, let node = fields.node(of: keys.window) {
      if period == .allTime { refuseAllTime(window, at: node.position, issues: &issues) }
      refuse(window, for: entries ?? [], issues: &issues)
    }
    guard let name, let entries else { return nil }
    return Schedule(
      name: name, period: period ?? .rolling(days: context.defaultRollingDays),
      window: window ?? .completed,
      readyAfter: readyAfter ?? 0, catchUp: catchUp ?? 1, since: since,
      reports: entries.map(\.request), exports: formats?.exports ?? ExportFormat.defaults,
      views: formats?.views ?? [], formulaGuard: formulaGuard ?? true, isEnabled: isEnabled ?? true,
      line: fields.position.line)
  }

  private func refuseAllTime(_ entries: [ReportParser.Entry], issues: inout IssueList) {
    for entry in entries where !entry.request.report.supportsAllTime {
      issues.report(
        "`\(entry.request.report.type)` cannot have `period: \(Period.allTime.name)`",
        at: entry.typePosition, hint: "give it a schedule of its own, for example with `period: monthly`")
    }
  }

  private func refuseAllTime(_ window: WindowRule, at position: Position, issues: inout IssueList) {
    guard let unit = window.unit else { return }
    issues.report(
      "`\(window.name): \(unit.rawValue)` cannot be a window of `period: \(Period.allTime.name)`",
      at: position,
      hint: "remove `window`, or say with `period` how often to look, for example `period: weekly`")
  }

  private func refuse(_ window: WindowRule, for entries: [ReportParser.Entry], issues: inout IssueList) {
    guard let unit = window.unit else { return }
    for entry in entries where !entry.request.report.windows.contains(window) {
      let (reason, remedy) =
        switch entry.request.report.windows {
        case .completed:
          ("it follows what happened in a period that is over", "without `window`")
        case .allButNext, .all:
          ("it reports what has happened", "for example with `window: {current: \(unit.rawValue)}`")
        }
      issues.report(
        "`\(entry.request.report.type)` cannot have `window: {\(window.name): \(unit.rawValue)}`, because \(reason)",
        at: entry.typePosition, hint: "give it a schedule of its own, \(remedy)")
    }
  }
}
