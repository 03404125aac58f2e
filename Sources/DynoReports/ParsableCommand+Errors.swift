internal import ArgumentParser
internal import Orchestration

extension ParsableCommand {
  /// Runs the body; an error becomes one line on stderr and its exit status. A `ValidationError` is about what
  /// was asked for.
  func reportingErrors(_ body: () throws -> ExitStatus) throws {
    let status: ExitStatus
    do {
      status = try body()
    } catch let error as ValidationError {
      Terminal.error(error.message)
      status = .usage
    } catch {
      Terminal.error("\(error)")
      status = ExitStatus(for: error)
    }
    if status != .done { throw ExitCode(status.rawValue) }
  }
}
