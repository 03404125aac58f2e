/// How long to wait before a failed occurrence is retried: a lasting error must not load the database at
/// every tick.
enum RetryPause {
  private static let first = 5 * 60
  private static let longest = 6 * 3_600

  /// Doubles with each failure, from five minutes to six hours.
  static func seconds(afterFailures failures: Int) -> Int {
    // 5 min × 2^7 exceeds the longest pause; a larger shift could overflow.
    min(first << min(max(failures - 1, 0), 7), longest)
  }
}
