internal import Calendars
package import Foundation

extension OccurrenceKey {
  /// The key's columns as parameters `$1` to `$5`.
  package var ledgerValues: [String?] {
    [tenantID.uuidString, schedule, start?.description, end.description, String(revision)]
  }

  /// The condition that goes with ``ledgerValues``.
  package static let ledgerCondition = """
    tenant_id = $1 AND schedule = $2 AND period_start = coalesce($3::timestamptz, '-infinity')
    AND period_end = $4 AND revision = $5
    """
}

extension Occurrence {
  struct CorruptRow: Error, CustomStringConvertible {
    let column: String
    var description: String { "the ledger holds a row whose \(column) cannot be read" }
  }

  /// The columns that an occurrence is read from.
  package static let ledgerColumns = """
    schedule, \(Instant.text(ofSQL: "nullif(period_start, '-infinity')")),
    \(Instant.text(ofSQL: "period_end")), revision,
    period_kind, period_label, start_date, end_date, timezone, state, error_message, restate_reason,
    (SELECT sum((report #>> '{runs,failed}')::bigint) FROM jsonb_array_elements(files) AS report)
    """

  /// - Parameter row: the values of ``ledgerColumns``, with more after them where a caller wants more.
  package init(ledgerRow row: [String?], tenantID: UUID) throws {
    func value<Value>(_ index: Int, _ column: String, _ make: (String) -> Value?) throws -> Value {
      guard let text = row[index], let value = make(text) else { throw CorruptRow(column: column) }
      return value
    }
    window = Window(
      kind: try value(4, "period_kind", WindowKind.init),
      label: try value(5, "period_label") { $0 },
      startDate: try row[6].map { _ in try value(6, "start_date", CivilDate.init(iso:)) },
      endDate: try value(7, "end_date", CivilDate.init(iso:)),
      start: try row[1].map { _ in try value(1, "period_start", Instant.init(iso8601:)) },
      end: try value(2, "period_end", Instant.init(iso8601:)))
    key = OccurrenceKey(
      tenantID: tenantID, schedule: try value(0, "schedule") { $0 }, window: window,
      revision: try value(3, "revision") { Int($0) })
    timeZone = try value(8, "timezone") { $0 }
    state = try value(9, "state", OccurrenceState.init)
    errorMessage = row[10]
    restateReason = row[11]
    failedRuns = row[12].flatMap(Int.init) ?? 0
  }
}
