import Calendars
import Foundation

/// The keys of `tenant`.
enum TenantKeys {
  static let id = Key(
    "id", .uuid, required: true, "The tenant's id in the CRM: the `tenant_id` of its rows.")
  static let slug = Key(
    "slug", .slug(example: "acme"), required: true,
    "The tenant's name in paths and file names. Unique among all schedule files; do not change it once "
      + "something has been published.")
  static let timezone = Key(
    "timezone", .zoneName, required: true,
    "The tenant's time zone, by its name in tzdata. Abbreviations such as PST and offsets such as GMT+5 are "
      + "refused.")
  static let weekStart = Key(
    "week_start", ValueParser.word(Weekday.allCases.map(\.name), "a day of the week"),
    default: .text(Weekday.monday.name),
    "The first day of a weekly period.")
  static let fiscalYearStart = Key(
    "fiscal_year_start", ValueParser.integer(1...12, example: 4, hint: month), default: 1,
    "The first month of the fiscal year, 1 to 12. Quarterly and yearly periods follow the fiscal year.")

  static let currency = Key(
    "currency", .currency,
    "The currency of the tenant's amounts. Deals in another one are counted or refused; nothing is converted. The column "
      + "currency of deal must be there. Without this key, amounts are added up as they are.")
  static let otherCurrencies = Key(
    "other_currencies",
    ValueParser.word(Currency.Others.allCases.map(\.rawValue), "what becomes of other currencies"),
    default: .text(Currency.Others.warn.rawValue),
    "Only with currency. warn adds up amounts in other currencies as they are, and a warning counts the deals; with fail, "
      + "the runs that would add them up fail.")

  static let all: [any KeyDefinition] = [
    id, slug, timezone, weekStart, fiscalYearStart, currency, otherCurrencies,
  ]

  /// The schema of the mapping.
  static var schema: JSON {
    .mapping(all).adding(
      "dependencies", .object([.init(name: otherCurrencies.name, value: JSON([currency.name]))]))
  }

  /// A hint with the month's number, if the text is an English name of a month.
  private static func month(_ text: String) -> String? {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    guard let index = months.firstIndex(where: { text.lowercased().hasPrefix($0) }) else { return nil }
    return "write the month's number: `\(index + 1)`"
  }
}
