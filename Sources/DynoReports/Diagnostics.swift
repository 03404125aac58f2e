internal import Orchestration

/// The checks of `doctor` and their results.
struct Diagnostics {
  struct Finding: Encodable {
    let subject: String
    let isGood: Bool
    let finding: String
  }

  private(set) var findings: [Finding] = []
  /// The exit status for the first problem.
  private(set) var status = ExitStatus.done

  /// - Returns: whether the check passed.
  @discardableResult
  mutating func check(_ subject: String, _ body: () throws -> String) -> Bool {
    do {
      findings.append(Finding(subject: subject, isGood: true, finding: try body()))
      return true
    } catch {
      findings.append(Finding(subject: subject, isGood: false, finding: "\(error)"))
      if status == .done {
        let own = ExitStatus(for: error)
        // An error without a status of its own is a configuration problem.
        status = own == .failed ? .badConfiguration : own
      }
      return false
    }
  }
}
