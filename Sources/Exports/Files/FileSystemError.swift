internal import Glibc

/// An operation on the exports folder that failed.
package struct FileSystemError: Error, CustomStringConvertible {
  package let operation: String
  package let path: String
  /// Of a rename.
  private let target: String?
  package let code: Int32

  /// Reads `errno`: to be made right after the call that failed.
  init(_ operation: String, _ path: String, to target: String? = nil) {
    self.operation = operation
    self.path = path
    self.target = target
    code = errno
  }

  /// Another publisher of the same tenant has moved this one's staging folder away.
  package var isDisplacement: Bool {
    code == ENOENT && [path, target].contains { $0?.contains("/\(Staging.folderName)/") ?? false }
  }

  /// The file system does not take so long a name or path.
  var isNameTooLong: Bool { code == ENAMETOOLONG }

  package var description: String {
    isDisplacement
      ? "another worker took over publishing (\(path) is gone)"
      : "cannot \(operation) \(path): \(unsafe String(cString: strerror(code)))"
  }
}
