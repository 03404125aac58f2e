internal import ArgumentParser
internal import Foundation
internal import Schedules

/// How much a command reports, and in which form.
struct OutputOptions: ParsableArguments {
  @Flag(name: [.short, .long], help: "Report what was done, even without a terminal.")
  var verbose = false

  @Flag(help: "Report what was done, as one JSON document.")
  var json = false

  /// Under cron, a run without problems prints nothing unless asked to.
  var saysWhatWasDone: Bool { verbose || Terminal.isInteractive }
}
