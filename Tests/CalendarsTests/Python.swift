import Foundation
import Testing

/// Runs this folder's Python scripts, which know zones only by Python's zoneinfo.
enum Python {
  /// - Parameter input: the contents of a file that the script reads: its first argument.
  static func output(of script: String, reading input: String) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID()).txt")
    try input.write(to: file, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    return try output(of: script, arguments: [file.path(percentEncoded: false)])
  }

  static func output(of script: String, arguments: [String]) throws -> String {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: script)
    let python = Process()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = ["python3", path.path(percentEncoded: false)] + arguments
    python.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONTZPATH": "/usr/share/zoneinfo"], uniquingKeysWith: { $1 })
    let output = Pipe()
    python.standardOutput = output
    try python.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    try #require(python.terminationStatus != 127, "python3 is missing: scripts/test installs it")
    try #require(python.terminationStatus == 0, "\(script) failed, see its message above")
    return String(decoding: text, as: UTF8.self)
  }
}
