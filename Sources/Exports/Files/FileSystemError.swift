internal import Glibc

/// A failed operation on the exports folder.
package struct FileSystemError: Error, CustomStringConvertible {
  package let operation: String
  package let path: String
  /// The target of a rename.
  private let target: String?
  package let code: Int32
  private var advice: String?

  /// Reads `errno`, so it must be called right after the operation that failed.
  init(_ operation: String, _ path: String, to target: String? = nil) {
    self.operation = operation
    self.path = path
    self.target = target
    code = errno
  }

  /// Whether another publisher of the same tenant has moved this publisher's staging folder away.
  package var isFencedOff: Bool {
    code == ENOENT && [path, target].contains { $0?.contains("/\(Staging.folderName)/") ?? false }
  }

  /// Whether the name or path is too long for the file system.
  var isNameTooLong: Bool { code == ENAMETOOLONG }

  /// The same error, with what to do about it.
  func advising(_ advice: String) -> FileSystemError {
    var error = self
    error.advice = advice
    return error
  }

  /// What a person can look at: of a file that is to be moved into place, the place.
  private var place: String {
    guard let target, !target.contains("/\(Staging.folderName)/") else { return path }
    return "a file to \(target)"
  }

  private var resolvedAdvice: String? {
    if let advice { return advice }
    return switch code {
    case EXDEV: "the exports folder and all folders in it, .staging too, must be on one mount"
    case _ where target != nil && [EISDIR, ENOTDIR, ENOTEMPTY, EEXIST].contains(code):
      "something else is in its place: `dyno-reports export` sets it aside"
    case ENAMETOOLONG:
      "use a shorter path for the exports folder, or a shorter schedule name and `skip` the period"
    default: nil
    }
  }

  package var description: String {
    isFencedOff
      ? "another worker took over publishing (\(path) is gone)"
      : "cannot \(operation) \(place): \(unsafe String(cString: strerror(code)))"
        + (resolvedAdvice.map { "; \($0)" } ?? "")
  }
}
