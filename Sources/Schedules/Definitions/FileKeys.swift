import Calendars
import Reports

/// The keys of the file itself.
struct FileKeys: Sendable {
  let schedule: ScheduleKeys

  /// Both are read by ``ScheduleReader``: a tenant needs the time zones, and schedules know of each other.
  let tenant = Key(
    "tenant",
    ValueParser<Never>.structure(.mapping(TenantKeys.all), example: "{id: …, slug: …, timezone: …}"),
    required: true, "Whose deals are reported, and how this customer counts time.")

  var schedules: Key<Never> {
    let item = JSON.mapping(schedule.all).adding("allOf", [allTimeRule])
    let schema: JSON = ["type": "array", "items": item, "minItems": 1]
    return Key(
      "schedules", .structure(schema, example: "[{name: …, reports: […]}]"), required: true,
      "What is reported, for which periods and in which formats.")
  }

  var all: [any KeyDefinition] { [tenant, schedules] }

  /// Reports that need a window cannot be asked for all time.
  private var allTimeRule: JSON {
    let allowed = schedule.catalog.filter(\.supportsAllTime).map(\.type)
    return [
      "if": ["properties": ["period": ["const": .text(Period.allTime.name)]], "required": ["period"]],
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
