import Calendars
import Orchestration
import Reports
import Runs

@testable import DynoReports
@testable import Schedules

/// What is known of values whose types say only that they are texts or numbers.
enum KnownValues {
  private static let instant: JSON = [
    "type": "string", "format": "date-time",
    "pattern": #"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z$"#,
  ]
  private static let date: JSON = [
    "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
  ]
  private static let id: JSON = [
    "type": "string", "format": "uuid",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
  ]
  private static let sha256: JSON = ["type": "string", "pattern": "^[0-9a-f]{64}$"]

  private static func instants(_ keys: String...) -> [(String, JSON)] { keys.map { ($0, instant) } }
  private static func values<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) -> [String] {
    Choice.allCases.map(\.rawValue)
  }

  /// By key, or by the property's path.
  static let schemas = Dictionary(
    uniqueKeysWithValues: instants(
      "at", "start", "end", "until", "needs_source_until", "source_complete_until", "outcomes_until",
      "next_due", "waits_until", "as_of", "read_at", "snapshot_at", "created_at", "updated_at",
      "period_start", "period_end", "occurrence_start", "occurrence_end")
      + [
        ("start_date", date), ("end_date", date), ("sha256", sha256), ("raw_sha256", sha256),
        ("digest", sha256), ("run_id", id), ("before_run_id", id), ("after_run_id", id), ("deal_id", id),
        ("tenant_id", id), ("FailedRun.id", id), ("RunSummary.ids", ["type": "array", "items": id]),
        ("PeriodDocument.kind", ["enum": JSON(values(WindowKind.self))]),
        ("BoundaryShiftDocument.kind", ["enum": JSON(values(BoundaryShift.Kind.self))]),
        ("PlanDocument.Entry.reason", ["enum": JSON(values(PlannedOccurrence.Reason.self))]),
        ("StatusDocument.Open.reason", ["enum": JSON(values(PlannedOccurrence.Reason.self))]),
        ("PlanDocument.PlannedStep.action", ["enum": ["compute", "publish"]]),
        ("RunDocument.status", ["enum": ["SUCCEEDED", "FAILED"]]),
        ("state", ["enum": JSON(values(OccurrenceState.self))]),
        ("PointDocument.state", ["enum": JSON(values(OccurrenceState.self) + ["NOW"])]),
        ("format", ["enum": JSON(values(ExportFormat.self))]),
        ("MessageDocument.End.name", ["enum": JSON(ExitStatus.allCases.filter { $0 != .done }.map(\.name))]),
        (
          "MessageDocument.End.code",
          ["enum": .array(ExitStatus.allCases.filter { $0 != .done }.map { .integer(Int($0.rawValue)) })]
        ),
      ] as [(String, JSON)])
}
