internal import Foundation
internal import Glibc

/// What a stream writes to.
struct TerminalScreen: Sendable {
  private let descriptor: Int32
  /// Whether text may be coloured. It never says more than the words.
  let isColored: Bool

  static let output = TerminalScreen(STDOUT_FILENO)
  static let errors = TerminalScreen(STDERR_FILENO)

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
    let noColor = ProcessInfo.processInfo.environment["NO_COLOR"] ?? ""
    isColored = isatty(descriptor) != 0 && noColor.isEmpty && Self.hasControl
  }

  /// Whether the terminal can move its cursor and show colours.
  static var hasControl: Bool { !["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "") }

  /// How many columns it has: as `COLUMNS` says, else the terminal; nil if it is no terminal.
  var columns: Int? {
    guard isatty(descriptor) != 0 else { return nil }
    let variable = ProcessInfo.processInfo.environment["COLUMNS"]
    if let columns = variable.flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
