internal import Exports

extension PublishableOccurrence {
  /// Whether amounts in other currencies than the tenant's are in its numbers.
  var hasOtherCurrencies: Bool {
    reports.contains { ($0.runs?.warnings["deals_in_other_currency"] ?? 0) > 0 }
  }
}
