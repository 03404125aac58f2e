internal import Foundation
internal import Glibc
internal import Orchestration
internal import Synchronization

/// Prints data to stdout and everything else to stderr.
enum Terminal {
  /// Whether a person is watching. If so, long work shows its progress.
  static var isInteractive: Bool { isatty(STDERR_FILENO) != 0 }

  /// How many columns the terminal has that stdout is; nil if it is none.
  static var width: Int? { width(of: STDOUT_FILENO) }

  private static func width(of descriptor: Int32) -> Int? {
    var size = winsize()
    return unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  /// Prints text without control characters: names and messages can come from the CRM, and must not control the
  /// terminal.
  static func print(_ text: String) { write(printable(text) + "\n", to: STDOUT_FILENO) }
  /// The same for lines that end with their line breaks.
  static func printLines(_ lines: String) {
    write(
      lines.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) } ? lines : printable(lines),
      to: STDOUT_FILENO)
  }
  static func note(_ text: String) { write(printable(text) + "\n", to: STDERR_FILENO) }
  /// - Parameter message: each of its lines becomes a line of its own.
  static func error(_ message: String) {
    for line in message.split(separator: "\n") { note("dyno-reports: error: " + line) }
  }
  static func warning(_ line: String) { note("dyno-reports: warning: " + line) }

  static func printJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    write(escaped(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n", to: STDOUT_FILENO)
  }

  /// - Returns: JSON of the same meaning without control and formatting characters, except line breaks.
  private static func escaped(_ json: String) -> String {
    json.unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\n" || scalar.properties.isPrintable {
        text.unicodeScalars.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          text +=
            "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count)
            + String(unit, radix: 16)
        }
      }
    }
  }

  /// - Returns: the text with U+FFFD in place of control and formatting characters, except line breaks and tabs.
  static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0 == "\n" || $0 == "\t" || $0.properties.isPrintable ? $0 : "\u{FFFD}" }))
  }

  /// The line that says what is being done.
  private static let status = Mutex("")
  /// Whether the terminal can write over a line.
  private static let replacesLines = !["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "")

  /// Shows what is being done, in a line that the next output replaces. Does nothing if nobody watches.
  static func status(_ text: String) {
    guard isInteractive, replacesLines else { return }
    let line = String(printable(text).prefix((width(of: STDERR_FILENO) ?? 80) - 1))
    status.withLock { shown in
      guard line != shown else { return }
      let rest = String(repeating: " ", count: max(shown.count - line.count, 0))
      _ = writeAll("\r\(line)\(rest)", to: STDERR_FILENO)
      shown = line
    }
  }

  static func clearStatus() { status.withLock { clear(&$0) } }

  private static func clear(_ shown: inout String) {
    guard !shown.isEmpty else { return }
    _ = writeAll("\r\(String(repeating: " ", count: shown.count))\r", to: STDERR_FILENO)
    shown = ""
  }

  /// Writes lines at once, so that those of several threads do not mix.
  private static func write(_ text: String, to descriptor: Int32) {
    let failure = status.withLock { shown in
      clear(&shown)
      return writeAll(text, to: descriptor)
    }
    // Without its output, the command has failed. A message that stderr refuses has no other place to go.
    guard let failure, descriptor == STDOUT_FILENO else { return }
    error("cannot write the output: \(unsafe String(cString: strerror(failure)))")
    exit(ExitStatus.failed.rawValue)
  }

  /// - Returns: the error number; nil if all was written.
  private static func writeAll(_ text: String, to descriptor: Int32) -> Int32? {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
      if written < 0, errno != EINTR { return errno }
      done += max(written, 0)
    }
    return nil
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isPrintable: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
    default: true
    }
  }
}
