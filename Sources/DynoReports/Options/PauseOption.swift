internal import ArgumentParser

/// Whether the pause after a failure counts.
struct PauseOption: ParsableArguments {
  @Flag(help: "Try at once what failed before, whatever pause is left.")
  var retry = false
}
