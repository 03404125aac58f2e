internal import Orchestration

/// What `doctor` checks, and what it finds.
struct Diagnostics {
  struct Finding: Encodable {
    let subject: String
    let isGood: Bool
    let finding: String
  }

  private(set) var findings: [Finding] = []
  /// That of the first problem.
  private(set) var status = ExitStatus.done

  /// - Returns: whether it is good.
  @discardableResult
  mutating func check(_ subject: String, _ body: () throws -> String) -> Bool {
    do {
      findings.append(Finding(subject: subject, isGood: true, finding: try body()))
      return true
    } catch {
      findings.append(Finding(subject: subject, isGood: false, finding: "\(error)"))
      if status == .done {
        let own = ExitStatus(for: error)
        // What has no status of its own is wrong in the configuration.
        status = own == .failed ? .badConfiguration : own
      }
      return false
    }
  }
}
