internal import Calendars
internal import Runs
internal import Schedules

/// The JSON of `status`.
struct StatusDocument: Encodable {
  struct Open: Encodable {
    let period: PeriodDocument
    /// What the reports look at. Absent if that is not known, because the schedule is no longer in the file, or with a
    /// `windowError`.
    let window: PeriodDocument?
    /// Present if the recorded window cannot be read: what to do.
    let windowError: String?
    let revision: Int
    let state: String
    /// Absent if no run handles the period, because its schedule is no longer in the file, or is disabled.
    let reason: String?
    let error: String?
    /// Number of failures so far.
    let failures: Int
    /// Present if the pause after a failure is not over: the period is not tried again before this instant.
    let waitsUntil: String?
    /// Present if the period is computed, and the CRM was read after the next one was due.
    let lateSnapshot: Bool?
    /// Present if it is, or is to be, computed as things stood at the end of the period.
    let reconstructed: Bool?
  }

  struct Incomplete: Encodable {
    let period: PeriodDocument
    let window: PeriodDocument?
    let windowError: String?
    let revision: Int
    let failedRuns: Int
    /// Present if it was computed as things stood at the end of the period.
    let reconstructed: Bool?
  }

  /// A published period whose CRM was read after the next one was due, or that was computed as things stood at its end.
  struct Marked: Encodable {
    let period: PeriodDocument
    let window: PeriodDocument?
    let windowError: String?
    let revision: Int
    let lateSnapshot: Bool?
    let reconstructed: Bool?

    fileprivate init(_ occurrence: Occurrence) {
      period = PeriodDocument(occurrence.period)
      window = occurrence.window.map(PeriodDocument.init)
      windowError = occurrence.windowError
      revision = occurrence.key.revision
      lateSnapshot = occurrence.hasLateSnapshot ? true : nil
      reconstructed = occurrence.isReconstructed ? true : nil
    }
  }

  /// A period that is not computed: its own keys, and what its reports look at beside them, as `window`.
  struct NotComputed: Encodable {
    let period: PeriodDocument
    let window: PeriodDocument?

    private enum CodingKeys: CodingKey { case window }

    func encode(to encoder: any Encoder) throws {
      try period.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encodeIfPresent(window, forKey: .window)
    }
  }

  struct Entry: Encodable {
    let schedule: String
    /// No longer in the schedule file; only the ledger has it.
    let isRemoved: Bool
    /// Whether runs take it; its file can say that they do not.
    let isEnabled: Bool
    let lastPublished: String?
    let open: [Open]
    /// Published, although some runs could not be reported.
    let incomplete: [Incomplete]
    /// The recent ones.
    let late: [Marked]
    /// The recent ones.
    let reconstructed: [Marked]
    let skipped: [NotComputed]
    /// Between recorded periods, but never recorded themselves.
    let missing: [NotComputed]
    let boundaryShifts: [BoundaryShiftDocument]
    let nextDue: String?
    /// Number of open periods whose last attempt failed.
    let failures: Int

    init(_ status: ScheduleStatus) {
      schedule = status.schedule
      isRemoved = status.isRemoved
      isEnabled = status.isEnabled
      lastPublished = status.lastPublished?.period.label
      open = status.open.map { open in
        Open(
          period: PeriodDocument(open.occurrence.period),
          window: open.occurrence.window.map(PeriodDocument.init),
          windowError: open.occurrence.windowError, revision: open.occurrence.key.revision,
          state: open.occurrence.state.rawValue, reason: open.reason?.rawValue,
          error: open.occurrence.errorMessage, failures: open.occurrence.failures,
          waitsUntil: open.waitsUntil?.description,
          lateSnapshot: open.occurrence.hasLateSnapshot ? true : nil,
          reconstructed: open.occurrence.isReconstructed ? true : nil)
      }
      incomplete = status.incomplete.map {
        Incomplete(
          period: PeriodDocument($0.period), window: $0.window.map(PeriodDocument.init),
          windowError: $0.windowError, revision: $0.key.revision, failedRuns: $0.failedRuns,
          reconstructed: $0.isReconstructed ? true : nil)
      }
      late = status.late.map(Marked.init)
      reconstructed = status.reconstructed.map(Marked.init)
      skipped = status.skipped.map {
        NotComputed(period: PeriodDocument($0.period), window: $0.window.map(PeriodDocument.init))
      }
      missing = status.missing.map {
        NotComputed(period: PeriodDocument($0.period), window: PeriodDocument($0.window))
      }
      boundaryShifts = status.shifts.map { BoundaryShiftDocument($0) }
      nextDue = status.nextDue?.description
      failures = open.filter { $0.error != nil }.count
    }
  }

  struct Tenant: Encodable {
    let tenant: String
    let timezone: String
    let schedules: [Entry]

    /// Schedules with failures come first, then those with open periods, then the rest.
    init(_ slug: String, _ timeZone: String, _ statuses: [ScheduleStatus]) {
      tenant = slug
      timezone = timeZone
      schedules = statuses.map(Entry.init).sorted { $0.urgency < $1.urgency }
    }
  }

  let at: String
  let tenants: [Tenant]
}

extension StatusDocument.Entry {
  fileprivate var urgency: Int {
    if failures > 0 { return 0 }
    if !incomplete.isEmpty { return 1 }
    if !open.isEmpty { return 2 }
    return skipped.isEmpty && missing.isEmpty && boundaryShifts.isEmpty ? 4 : 3
  }
}
