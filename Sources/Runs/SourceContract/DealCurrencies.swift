internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Schedules

/// Looks for deals that are in another currency than others, or than the tenant.
enum DealCurrencies {
  private static let statement = NamedStatement(
    CRMDefinitions.expand(SQLFile.deal_currencies, using: [.dealCurrency]))

  /// - Parameter connection: is in a transaction of the tenant, and can read the currencies of deals.
  static func findings(_ file: TenantSchedules, _ connection: Connection) throws -> [SourceViolation] {
    let rows = try connection.execute(statement, ["tenant_id": file.tenant.id.uuidString])
    let counts = try rows.map { row in
      let deals: Int = try row.value("deals")
      let code: String? = try row.optional("code")
      let isMissing: Bool = try row.value("is_missing")
      return (code: code, isMissing: isMissing, deals: deals)
    }
    let currency = file.tenant.currency
    let known = counts.filter { !$0.isMissing }
    let isMixed = currency.map { own in known.contains { $0.code != own.code } } ?? (known.count > 1)
    guard isMixed else { return [] }
    let codes = counts.filter { $0.code != nil }
    var parts = codes.prefix(mostShown).map { "\($0.code ?? "") (\($0.deals))" }
    let rest = codes.dropFirst(mostShown).reduce(0) { $0 + $1.deals }
    if rest > 0 { parts.append("\(codes.count - mostShown) others (\(rest))") }
    let unknown = counts.filter { $0.code == nil && !$0.isMissing }.reduce(0) { $0 + $1.deals }
    if unknown > 0 { parts.append("what is no code of three letters (\(unknown))") }
    let missing = counts.filter(\.isMissing).reduce(0) { $0 + $1.deals }
    let without = missing > 0 ? "; \(missing) have none" : ""
    return [violation("the tenant's deals are in \(parts.joined(separator: ", "))\(without)", currency, file)]
  }

  private static let mostShown = 5

  private static func violation(
    _ problem: String, _ currency: Currency?, _ file: TenantSchedules
  ) -> SourceViolation {
    let conversion = "convert the amounts in a view deal, as docs/your_crm.md shows"
    guard let currency else {
      return SourceViolation(
        table: "deal", problem: "\(problem), and reports add up their amounts as they are",
        remedy:
          "set currency under tenant in \(file.file): a warning then counts the others, or, with other_currencies: fail, "
          + "the runs fail; or \(conversion)")
    }
    let own = "\(problem), and the tenant's currency is \(currency.code)"
    switch currency.others {
    case .warn:
      return SourceViolation(
        table: "deal", problem: "\(own): reports add up the others as they are, and count them in a warning",
        remedy: "if that is not meant, set other_currencies: fail in \(file.file), or \(conversion)",
        isNote: true)
    case .fail:
      return SourceViolation(
        table: "deal", problem: "\(own): the runs that would add up the others fail",
        remedy: "\(conversion), or set other_currencies: warn in \(file.file)", isNote: true)
    }
  }
}
