/// The CSV of `status`: a line for each schedule, with the number of periods in each state that needs attention.
enum StatusTable {
  static func table(_ status: StatusDocument) -> CSVTable {
    let counts = ["open", "failures", "incomplete", "late", "reconstructed", "skipped", "missing"]
    return CSVTable(
      columns: [.text("tenant"), .text("timezone"), .text("schedule"), .value("is_removed")]
        + [.text("last_published"), .value("next_due")] + counts.map(CSVTable.Column.value),
      rows: status.tenants.flatMap { tenant in
        tenant.schedules.map { entry in
          let numbers = [
            entry.open.count, entry.failures, entry.incomplete.count, entry.late.count,
            entry.reconstructed.count, entry.skipped.count, entry.missing.count,
          ]
          return [tenant.tenant, tenant.timezone, entry.schedule, "\(entry.isRemoved)"]
            + [entry.lastPublished, entry.nextDue] + numbers.map { "\($0)" }
        }
      })
  }
}
