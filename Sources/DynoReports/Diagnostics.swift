internal import Orchestration

/// The checks of `doctor` and their results.
struct Diagnostics {
  /// A check of `doctor`, in its JSON.
  struct Finding: Encodable {
    /// What was checked.
    let subject: String
    let isGood: Bool
    /// Whether it is good, but may not be what was meant.
    let isNote: Bool
    /// What was found; of a problem, also what to do.
    let finding: String
    /// The exit code of a problem; the process has that of the first one. Absent if there is none.
    let code: Int32?
  }

  private(set) var findings: [Finding] = []
  /// The exit status for the first problem.
  private(set) var status = ExitStatus.done

  /// - Parameter remedy: what to do about an error that does not say it.
  /// - Returns: whether the check passed.
  @discardableResult
  mutating func check(_ subject: String, remedy: String? = nil, _ body: () throws -> String) -> Bool {
    do {
      add(subject, isGood: true, try body())
      return true
    } catch {
      addProblem(subject, error, remedy: remedy)
      return false
    }
  }

  /// Adds something that is no problem, but may not be what was meant.
  mutating func addNote(_ subject: String, _ text: String) {
    add(subject, isGood: true, isNote: true, text)
  }

  mutating func addProblem(_ subject: String, _ error: any Error, remedy: String? = nil) {
    let addition = error.isBare ? remedy.map { "; \($0)" } ?? "" : ""
    let own = ExitStatus(for: error)
    // An error without a status of its own is a configuration problem.
    let code = own == .failed ? .badConfiguration : own
    add(subject, isGood: false, "\(error)\(addition)", code)
    if status == .done { status = code }
  }

  private mutating func add(
    _ subject: String, isGood: Bool, isNote: Bool = false, _ text: String, _ code: ExitStatus? = nil
  ) {
    findings.append(
      Finding(subject: subject, isGood: isGood, isNote: isNote, finding: text, code: code?.rawValue))
  }
}
