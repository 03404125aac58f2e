internal import Calendars
internal import Foundation
internal import Reports
internal import Runs

/// An attribute of the root element of an XML file, which describes the file. Both the files and their schema
/// are made from it.
struct RootAttribute {
  let name: String
  let type: XMLSchemaType
  let isOptional: Bool
  let documentation: String
  /// Returns nil if the attribute is absent.
  let value: (PublishableOccurrence, _ slug: String) -> String?

  /// The attributes of one version of a report, in order. A version never loses an attribute. Adding an
  /// attribute to a released report needs a new version.
  static func all(of report: Report) -> [RootAttribute] {
    common(report) + (report.version > 1 || report.showsWindowFromTheStart ? added(report) + [currency] : [])
      + (report.marksReconstructions ? [reconstructed] : [])
  }

  private static func common(_ report: Report) -> [RootAttribute] {
    [
      RootAttribute(
        name: "tenant_id", type: .uuid, isOptional: false, documentation: "Tenant that the file is about."
      ) { occurrence, _ in occurrence.key.tenantID.uuidString.lowercased() },
      RootAttribute(
        name: "tenant", type: .slug, isOptional: false, documentation: "The tenant's slug, as in paths."
      ) { _, slug in slug },
      RootAttribute(
        name: "schedule", type: .slug, isOptional: false, documentation: "Name of the schedule."
      ) { occurrence, _ in occurrence.key.schedule },
      RootAttribute(
        name: "period", type: .label, isOptional: false, documentation: "Label of the period, as in paths."
      ) { occurrence, _ in occurrence.period.label },
      RootAttribute(
        name: "period_kind", type: .periodKind, isOptional: false,
        documentation: "What the schedule counts in."
      ) { occurrence, _ in occurrence.period.kind.rawValue },
      RootAttribute(
        name: "period_start", type: .instant, isOptional: report.supportsAllTime,
        documentation: "Inclusive start of the period; absent where it has none."
      ) { occurrence, _ in occurrence.period.start?.description },
      RootAttribute(
        name: "period_end", type: .instant, isOptional: false, documentation: "Exclusive end of the period."
      ) { occurrence, _ in occurrence.period.end.description },
      RootAttribute(
        name: "timezone", type: .timeZone, isOptional: false,
        documentation: "Zone in which the period was counted, by its name in tzdata."
      ) { occurrence, _ in occurrence.computed.occurrence.timeZone },
      RootAttribute(
        name: "as_of", type: .instant, isOptional: false,
        documentation: "Instant at which open durations are measured."
      ) { occurrence, _ in occurrence.computed.asOf.description },
      RootAttribute(
        name: "revision", type: .revision, isOptional: false,
        documentation: "1 for a first computation, higher where it was restated."
      ) { occurrence, _ in String(occurrence.key.revision) },
    ]
  }

  /// What reports have from their second version on, and newer ones from their first. The headers of runs had it in their first, but not in every file.
  private static func added(_ report: Report) -> [RootAttribute] {
    let isOptional = report.type == Report.runHeaders.type
    return [
      RootAttribute(
        name: "window_start", type: .instant, isOptional: isOptional || report.supportsAllTime,
        documentation: "Inclusive start of what the reports look at; absent where it has none."
      ) { occurrence, _ in occurrence.window.start?.description },
      RootAttribute(
        name: "window_end", type: .instant, isOptional: isOptional,
        documentation: "Exclusive end of what the reports look at."
      ) { occurrence, _ in occurrence.window.end.description },
      RootAttribute(
        name: "window_start_date", type: .date, isOptional: isOptional || report.supportsAllTime,
        documentation: "First local date of what the reports look at; absent where it has none."
      ) { occurrence, _ in occurrence.window.startDate?.description },
      RootAttribute(
        name: "window_end_date", type: .date, isOptional: isOptional,
        documentation: "Local date after the last one of what the reports look at."
      ) { occurrence, _ in occurrence.window.endDate.description },
    ]
  }

  private static var reconstructed: RootAttribute {
    RootAttribute(
      name: "reconstructed", type: .reconstructed, isOptional: true,
      documentation:
        "true where the rows say how things stood at as_of by the history of stages; absent otherwise."
    ) { occurrence, _ in occurrence.computed.occurrence.isReconstructed ? "true" : nil }
  }

  private static var currency: RootAttribute {
    RootAttribute(
      name: "currency", type: .currency, isOptional: true,
      documentation: "Currency of the amounts; absent where none is set."
    ) { occurrence, _ in occurrence.request.currency }
  }
}
