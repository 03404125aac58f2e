internal import ArgumentParser
internal import Orchestration

extension ParsableCommand {
  /// Runs the body. An error becomes one line on stderr and an exit status. A `ValidationError` means wrong
  /// usage.
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
