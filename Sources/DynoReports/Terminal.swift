internal import Foundation
internal import Glibc
internal import Orchestration

/// Prints data to stdout and everything else to stderr.
enum Terminal {
  /// Whether a person is watching. If so, long work shows its progress.
  static var isInteractive: Bool { isatty(STDERR_FILENO) != 0 }

  static func print(_ line: String) { write(line + "\n", to: STDOUT_FILENO) }
  static func note(_ line: String) { write(line + "\n", to: STDERR_FILENO) }
  static func error(_ line: String) { note("dyno-reports: error: " + line) }
  static func warning(_ line: String) { note("dyno-reports: warning: " + line) }

  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Writes a line at once, so that lines of several threads do not mix.
  private static func write(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
      if written < 0, errno != EINTR {
        // Without its output, the command has failed. A message that stderr refuses has no other place to go.
        guard descriptor == STDOUT_FILENO else { return }
        error("cannot write the output: \(unsafe String(cString: strerror(errno)))")
        exit(ExitStatus.failed.rawValue)
      }
      done += max(written, 0)
    }
  }
}
