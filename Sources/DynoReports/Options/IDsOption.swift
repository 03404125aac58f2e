internal import ArgumentParser

/// Whether tables show ids beside names.
struct IDsOption: ParsableArguments {
  @Flag(help: "Show ids beside names. Where there is no name, the id is always shown.")
  var ids = false
}
