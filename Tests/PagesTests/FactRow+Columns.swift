@testable import Pages

extension FactRow {
  /// A row with these columns.
  init(_ columns: KeyValuePairs<String, String?>) {
    self.init(
      positions: Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.key, $0) }),
      values: columns.map(\.value))
  }
}
