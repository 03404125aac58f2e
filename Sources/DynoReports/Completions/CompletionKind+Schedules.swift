internal import ArgumentParser
internal import Exports

/// Words that a shell offers, from the schedule files, the definitions and the published files.
extension CompletionKind {
  static let tenants = words(\.tenants)
  static let schedules = words(\.schedules)
  static let reports = words(\.reports)
  static let metrics = words(\.metrics)
  static let reportOptions = words(\.reportOptions)
  static let periods = words(\.periods)
  static let firstDates = words(\.firstDates)
  static let endDates = words(\.endDates)

  /// The tenants of the folder of published files that is meant without `--exports`.
  static var publishedTenants: Self {
    .custom { _, _, _ in (try? TenantTrees.slugs(in: Setting.exports.value())) ?? [] }
  }

  private static func words(_ words: @escaping @Sendable (CompletionRequest) -> [String]) -> Self {
    .custom { line, _, _ in words(CompletionRequest(words: line)) }
  }
}
