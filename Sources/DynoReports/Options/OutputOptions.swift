internal import ArgumentParser
internal import Calendars
internal import Exports
internal import Foundation
internal import Runs
internal import Schedules

/// How much a command that runs says, and in which form.
struct OutputOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Say what was done, also when nobody looks on.")
  var verbose = false

  @Flag(help: "Print one JSON document on what was done.")
  var json = false

  var progress: @Sendable (String) -> Void {
    let isInteractive = Terminal.isInteractive
    return { line in if isInteractive { Terminal.note(line) } }
  }

  /// Under cron a clean run prints nothing unless asked.
  var saysWhatWasDone: Bool { verbose || Terminal.isInteractive }
}
