internal import ArgumentParser
internal import Calendars

/// Whether something may be published as of an instant that has not come.
struct FutureOption: ParsableArguments {
  @Flag(help: "Let --at lie in the future. Periods that are not over yet are then published as final.")
  var allowFuture = false

  /// - Throws: `ValidationError` if the instant is in the future and may not be.
  func check(_ instant: InstantOption) throws {
    guard let at = instant.at, at > .now, !allowFuture else { return }
    throw ValidationError(
      "--at is in the future: periods that are not over yet would be published as final; `plan --at` looks ahead "
        + "without doing anything, and --allow-future lets it be done.")
  }
}
