internal import EmbeddedPostgreSQL
internal import Orchestration

extension EmbeddedServerFailure: ErrorWithExitStatus {
  var exitStatus: ExitStatus { .databaseUnavailable }
}
