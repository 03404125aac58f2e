internal import ArgumentParser
internal import Orchestration

extension DynoReports {
  /// As ArgumentParser's own, but with `--json` a wrong command line is told in JSON, too.
  static func main() {
    StandardStreams.openClosed()
    Signals.prepare()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      if Terminal.printsJSON, exitCode(for: error).rawValue == ExitStatus.usage.rawValue, !(error is ExitCode)
      {
        Terminal.end(MessageDocument.End(.usage, message(for: error), hint: helpCommand(for: error)))
        exit(withError: ExitCode(ExitStatus.usage.rawValue))
      }
      exit(withError: error)
    }
  }

  /// The command that explains what went wrong, such as `dyno-reports run --help`.
  private static func helpCommand(for error: any Error) -> String? {
    fullMessage(for: error).firstMatch(of: /See '(.+ --help)' for more information/).map { String($0.1) }
  }
}
