internal import ArgumentParser

/// Whether the pause after a failure is ignored.
struct PauseOption: ParsableArguments {
  @Flag(help: "Retry failed periods at once, without waiting for the end of the pause.")
  var retry = false
}
