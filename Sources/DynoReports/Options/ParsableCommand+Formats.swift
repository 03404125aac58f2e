internal import ArgumentParser

extension ParsableCommand {
  /// - Throws: `ValidationError` if both forms are asked for.
  func checkFormats(json: Bool, csv: Bool) throws {
    if json && csv { throw ValidationError("--json and --csv cannot be given together.") }
  }
}
