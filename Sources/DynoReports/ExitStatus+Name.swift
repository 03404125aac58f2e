internal import Orchestration

extension ExitStatus {
  /// In JSON.
  var name: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .partly: "partly"
    case .usage: "usage"
    case .databaseUnavailable: "database_unavailable"
    case .cannotWriteExports: "cannot_write_exports"
    case .busy: "busy"
    case .badConfiguration: "bad_configuration"
    }
  }

  /// The message where a command ends with this status and has told no failure: the document says more.
  var summary: String {
    switch self {
    case .done: "done"
    case .failed: "something is wrong; the document on stdout says what"
    case .partly: "something was done and something failed; the document on stdout says what"
    case .usage: "the command line is wrong"
    case .databaseUnavailable: "the database could not be reached"
    case .cannotWriteExports: "files could not be written; the document on stdout says which"
    case .busy: "other workers have claimed what is due, or it must wait; try again later"
    case .badConfiguration: "something must be put right first; the document on stdout says what"
    }
  }
}
