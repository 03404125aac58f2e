internal import Orchestration

/// There is no tenant to do anything for.
struct NoScheduleFile: ErrorWithExitStatus, CustomStringConvertible {
  let path: String
  var description: String { "no schedule file can be read in \(path); see `dyno-reports check`" }
  var exitStatus: ExitStatus { .badConfiguration }
}
