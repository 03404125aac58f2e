/// A problem in a schedule file, with its position.
///
/// Messages quote only the wrong key or value, shortened. So a file that is given by mistake, such as a list
/// of passwords, does not end up in a log.
package struct ScheduleIssue: Error, Sendable, Hashable {
  package let file: String
  /// From 1; 0 if the issue is about the whole file or folder.
  package let line: Int
  /// From 1, in Unicode scalars as in YAML; 0 if the issue is about the whole file or folder.
  package let column: Int
  package let message: String
  /// What would be right, or what to do.
  package let hint: String?

  package init(file: String, line: Int = 0, column: Int = 0, message: String, hint: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.hint = hint
  }
}

extension ScheduleIssue: CustomStringConvertible {
  /// In the form `path:line:column: message`, which editors and CI systems turn into a link.
  package var description: String {
    let path = visiblePath(file)
    let place = line > 0 ? "\(path):\(line):\(column)" : path
    let advice = hint.map { "; \($0)" } ?? ""
    return "\(place): \(message)\(advice)"
  }
}

extension ScheduleIssue: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column, left.message, left.hint ?? "")
      < (right.file, right.line, right.column, right.message, right.hint ?? "")
  }
}
