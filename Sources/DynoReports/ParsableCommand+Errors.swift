internal import ArgumentParser
internal import Orchestration
internal import PostgreSQL

extension ParsableCommand {
  /// Runs the body. An error becomes a line on stderr and an exit status. A `ValidationError` means wrong
  /// usage.
  func reportingErrors(_ body: () throws -> ExitStatus) throws {
    let status: ExitStatus
    do {
      status = try body()
      if status != .done { Terminal.end(status) }
    } catch let error as ValidationError {
      status = .usage
      Terminal.end(MessageDocument.End(status, error.message))
    } catch {
      status = ExitStatus(for: error)
      Terminal.end(MessageDocument.End(status, error))
    }
    if status != .done { throw ExitCode(status.rawValue) }
  }
}

extension MessageDocument.End {
  fileprivate init(_ status: ExitStatus, _ error: any Error) {
    let server = error as? PostgresError
    self.init(
      status, "\(error)", hint: server?.kind == .connection ? DatabaseAdvice.connection : nil,
      sqlstate: server.flatMap { $0.sqlState.isEmpty ? nil : $0.sqlState })
  }
}
