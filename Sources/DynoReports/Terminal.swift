internal import DisplayWidth
internal import Foundation
internal import Glibc
internal import Orchestration
internal import Synchronization

/// Prints data to stdout and everything else to stderr.
enum Terminal {
  /// Whether a person is watching. If so, long work shows its progress.
  static var isInteractive: Bool { isatty(STDERR_FILENO) != 0 }

  /// Prints text without control characters: names and messages can come from the CRM, and must not control the
  /// terminal.
  static func print(_ text: String) { write(text.printable + "\n", to: STDOUT_FILENO) }
  /// The same for text with styles, which it shows if it may.
  static func print(_ text: StyledText) {
    write(rendered(text, colored: TerminalScreen.output.isColored) + "\n", to: STDOUT_FILENO)
  }
  /// The same for lines that end with their line breaks.
  static func printLines(_ lines: String) {
    write(
      lines.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) } ? lines : lines.printable,
      to: STDOUT_FILENO)
  }
  static func note(_ text: String) { tell(Message(.note, text)) }
  static func error(_ message: String) { tell(Message(.failure, message)) }
  static func warning(_ line: String) { tell(Message(.warning, line)) }

  /// Whether the command line asks for JSON. It is looked at as a whole, because a wrong one is told as JSON too.
  static let printsJSON = CommandLine.arguments.dropFirst().prefix { $0 != "--" }.contains("--json")
  /// What failures were told to a program.
  private static let failures = Mutex<[String]>([])

  static func tell(_ message: Message) {
    guard printsJSON else { return printError(styled(message.line)) }
    if message.kind == .failure { failures.withLock { $0.append(message.sentence) } }
    printError(MessageDocument(message))
  }

  /// Tells why the command ends with an exit status that is not 0. People have been told already.
  static func end(_ status: ExitStatus) {
    guard printsJSON else { return }
    let told = failures.withLock { $0 }
    let message =
      switch told.count {
      case 0: status.summary
      case 1: told[0]
      default: "\(told.count) failures; the first one: \(told[0])"
      }
    printError(MessageDocument(MessageDocument.End(status, message)))
  }

  /// Tells what ends the command.
  static func end(_ end: MessageDocument.End) {
    guard !printsJSON else { return printError(MessageDocument(end)) }
    error(end.message + (end.hint.map { "; \($0)" } ?? ""))
  }

  private static func printError(_ document: MessageDocument) {
    // What cannot be JSON is told as it is.
    printError(StyledText((try? json(document, [])) ?? "\(document)"))
  }

  private static func printError(_ text: StyledText) {
    write(rendered(text, colored: TerminalScreen.errors.isColored) + "\n", to: STDERR_FILENO)
  }

  static func printJSON(_ value: some Encodable) throws {
    write(try json(value, .prettyPrinted) + "\n", to: STDOUT_FILENO)
  }

  private static func json(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    return escaped(String(decoding: try encoder.encode(value), as: UTF8.self))
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

  /// Lines of messages are told apart by their first words.
  private static func styled(_ message: String) -> StyledText {
    let styles: [(String, StyledText.Style)] = [
      (Message.errorPrefix, .bad), (Message.warningPrefix, .doubtful),
    ]
    var text = StyledText("")
    for (index, line) in message.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { text = text + StyledText("\n") }
      guard let (prefix, style) = styles.first(where: { line.hasPrefix($0.0) }) else {
        text = text + StyledText(String(line))
        continue
      }
      text = text + StyledText(prefix, style) + StyledText(String(line.dropFirst(prefix.count)))
    }
    return text
  }

  /// - Returns: what is written: without control characters, except those of the styles.
  private static func rendered(_ text: StyledText, colored: Bool) -> String {
    text.spans.map { span in
      let printable = span.text.printable
      guard colored, let style = span.style, !printable.isEmpty else { return printable }
      return "\u{1B}[\(style.code)m\(printable)\u{1B}[0m"
    }
    .joined()
  }

  /// The line that says what is being done.
  private static let status = Mutex("")

  /// Shows what is being done, in a line that the next output replaces. Does nothing if nobody watches.
  static func status(_ text: String) {
    guard isInteractive, TerminalScreen.hasControl else { return }
    let line = text.printableLine.cut(to: (TerminalScreen.errors.columns ?? 80) - 1)
    status.withLock { shown in
      guard line != shown else { return }
      let rest = String(repeating: " ", count: max(shown.displayWidth - line.displayWidth, 0))
      _ = writeAll("\r\(line)\(rest)", to: STDERR_FILENO)
      shown = line
    }
  }

  static func clearStatus() { status.withLock { clear(&$0) } }

  private static func clear(_ shown: inout String) {
    guard !shown.isEmpty else { return }
    _ = writeAll("\r\(String(repeating: " ", count: shown.displayWidth))\r", to: STDERR_FILENO)
    shown = ""
  }

  /// Writes lines at once, so that those of several threads do not mix.
  private static func write(_ text: String, to descriptor: Int32) {
    let failure = status.withLock { shown in
      clear(&shown)
      return writeAll(text, to: descriptor)
    }
    // A message that stderr refuses has no other place to go.
    guard let failure, descriptor == STDOUT_FILENO else { return }
    if failure == EPIPE { Signals.endWithoutReader() }
    let reason = unsafe String(cString: strerror(failure))
    let status = statusWithoutOutput.withLock { $0 }
    let done = status == .partly ? "; the periods are published, and `dyno-reports status` shows them" : ""
    end(MessageDocument.End(status, "cannot write the output: \(reason)\(done)"))
    exit(status.rawValue)
  }

  /// What the exit status is if the output cannot be written. Until something was published, the command has failed.
  private static let statusWithoutOutput = Mutex(ExitStatus.failed)

  /// To be called before the output of a command that has published something.
  static func notePublication() { statusWithoutOutput.withLock { $0 = .partly } }

  /// How long stderr may take nothing, in milliseconds, before messages are given up: nobody reads it.
  private static let patience: Int32 = 10_000
  /// What a pipe takes at once, without waiting, if it takes anything.
  private static let pipeBytes = 4_096
  private static let isStuck = Mutex(false)

  /// Waits until stderr takes more.
  ///
  /// - Returns: false if nobody reads it.
  private static func waitForErrorStream() -> Bool {
    isStuck.withLock { isStuck in
      var stream = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
      // Whoever begins to read again gets what follows.
      isStuck = unsafe poll(&stream, 1, isStuck ? 0 : patience) == 0
      return !isStuck
    }
  }

  /// - Returns: the error number; nil if all was written.
  private static func writeAll(_ text: String, to descriptor: Int32) -> Int32? {
    let bytes = Array(text.utf8)
    var done = 0
    while done < bytes.count {
      var count = bytes.count - done
      if descriptor == STDERR_FILENO {
        guard waitForErrorStream() else { return ETIMEDOUT }
        count = min(count, pipeBytes)
      }
      let written = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress! + done, count)
      }
      if written < 0, errno != EINTR { return errno }
      done += max(written, 0)
    }
    return nil
  }
}

extension StyledText.Style {
  /// The parameter of the escape sequence "Select Graphic Rendition".
  fileprivate var code: Int {
    switch self {
    case .heading: 1
    case .bad: 31
    case .doubtful: 33
    case .good: 32
    }
  }
}
