import Calendars
import Reports

/// The top-level keys of a schedule file.
struct FileKeys: Sendable {
  let schedule: ScheduleKeys

  /// ``ScheduleReader`` parses both values, because a tenant needs the time zone database, and schedule names
  /// must be unique.
  let tenant = Key(
    "tenant",
    ValueParser<Never>.structure(TenantKeys.schema, example: "{id: …, slug: …, timezone: …}"),
    required: true, "The customer whose deals are reported, and its calendar.")

  var schedules: Key<Never> {
    let item = JSON.mapping(schedule.all).adding("allOf", [allTimeRule, windowRule, nextRule])
    let schema: JSON = ["type": "array", "items": item, "minItems": 1]
    return Key(
      "schedules", .structure(schema, example: "[{name: …, reports: […]}]"), required: true,
      "What is reported, for which periods and in which formats.")
  }

  var all: [any KeyDefinition] { [tenant, schedules] }

  /// Refuses `period: all_time` for reports that need a window, and with a window.
  private var allTimeRule: JSON {
    let allowed = schedule.catalog.filter(\.supportsAllTime).map(\.type)
    return [
      "if": ["properties": ["period": ["const": .text(Period.allTime.name)]], "required": ["period"]],
      "then": [
        "properties": [
          "reports": ["items": ["properties": ["type": ["enum": JSON(allowed)]]]],
          "window": ["const": .text(WindowRule.completed.name)],
        ]
      ],
    ]
  }

  /// Refuses every window but the completed period for reports that follow what happened in it.
  private var windowRule: JSON {
    allowing([.allButNext, .all], where: ["type": "object"])
  }

  /// Refuses `window: {next: …}` for reports that ask what has happened.
  private var nextRule: JSON {
    allowing([.all], where: ["type": "object", "required": [.text(WindowParser.next.name)]])
  }

  /// Allows only the reports that support these windows where the schedule's window is as described.
  private func allowing(_ windows: Set<SupportedWindows>, where window: JSON) -> JSON {
    let allowed = schedule.catalog.filter { windows.contains($0.windows) }.map(\.type)
    return [
      "if": ["properties": ["window": window], "required": ["window"]],
      "then": [
        "properties": ["reports": ["items": ["properties": ["type": ["enum": JSON(allowed)]]]]]
      ],
    ]
  }
}

extension ValueParser where Value == Never {
  /// A value that has no parser of its own.
  fileprivate static func structure(_ schema: JSON, example: String) -> Self {
    ValueParser(expected: "a mapping or a list of them", schema: schema, example: example) { _, _, _ in nil }
  }
}
