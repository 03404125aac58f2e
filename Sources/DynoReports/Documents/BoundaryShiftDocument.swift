internal import Calendars
internal import Runs

/// Hours that lie in no period or in two, in the JSON of `plan` and `status`.
struct BoundaryShiftDocument: Encodable {
  /// Absent in `status`, which groups by tenant and schedule.
  let tenant: String?
  let schedule: String?
  /// `uncovered` or `overlapping`.
  let kind: String
  let start: String
  let end: String
  /// The periods on both sides.
  let before: PeriodDocument
  let after: PeriodDocument
  /// The same as a sentence.
  let message: String

  init(_ shift: BoundaryShift, of tenant: String? = nil) {
    self.tenant = tenant
    schedule = tenant.map { _ in shift.schedule }
    kind = shift.kind.rawValue
    start = shift.start.description
    end = shift.end.description
    before = PeriodDocument(shift.before)
    after = PeriodDocument(shift.after)
    message = shift.text
  }
}
