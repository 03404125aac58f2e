internal import Orchestration

/// Ends a command that cannot give what was asked for.
struct CommandFailure: ErrorWithExitStatus, CustomStringConvertible {
  let description: String
  let exitStatus: ExitStatus

  init(_ description: String, _ exitStatus: ExitStatus = .failed) {
    self.description = description
    self.exitStatus = exitStatus
  }
}
