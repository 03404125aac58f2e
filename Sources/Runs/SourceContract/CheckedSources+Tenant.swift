package import Schedules

extension CheckedSources {
  /// Checks what only this tenant needs.
  ///
  /// - Throws: ``SourceContract/Broken``.
  package func check(for tenant: Tenant) throws {
    guard let currency = tenant.currency, !currencyViolations.isEmpty else { return }
    throw SourceContract.Broken(
      violations: currencyViolations.map {
        SourceViolation(
          table: $0.table,
          problem: "tenant \(tenant.slug) has the currency \(currency.code), and \($0.problem)",
          remedy: "\($0.remedy); or remove currency from the tenant's schedule file")
      })
  }
}
