/// What `doctor` looked at, and what it found.
struct Examination {
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
  mutating func look(_ subject: String, _ body: () throws -> String) -> Bool {
    do {
      findings.append(Finding(subject: subject, isGood: true, finding: try body()))
      return true
    } catch {
      findings.append(Finding(subject: subject, isGood: false, finding: "\(error)"))
      if status == .done {
        let itsOwn = ExitStatus(for: error)
        // What a run would only do badly is to be mended all the same.
        status = itsOwn == .failed ? .badConfiguration : itsOwn
      }
      return false
    }
  }

  var text: String {
    let width = findings.map(\.subject.count).max() ?? 0
    return findings.map {
      "\($0.isGood ? "good   " : "PROBLEM")  \($0.subject.padding(to: width))  \($0.finding)"
    }.joined(separator: "\n")
  }
}
