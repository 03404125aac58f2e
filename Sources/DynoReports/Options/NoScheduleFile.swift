internal import Orchestration

/// No schedule file could be read, so there is no tenant to work on.
struct NoScheduleFile: ErrorWithExitStatus, CustomStringConvertible {
  let path: String
  var description: String { "there is no valid schedule file in \(path); run `dyno-reports check`" }
  var exitStatus: ExitStatus { .badConfiguration }
}
