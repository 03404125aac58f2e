internal import Foundation
import Glibc

/// Runs external programs, such as the tools that read or check our files.
package enum Shell {
  package struct Result: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String
  }

  package static func run(_ command: [String], environment: [String: String] = [:]) throws -> Result {
    let running = try start(command, environment: environment)
    return running.wait()
  }

  package static func output(_ command: String...) throws -> String { try run(command).output }
  package static func status(_ command: String...) throws -> Int32 { try run(command).status }

  package static func start(_ command: [String], environment: [String: String] = [:]) throws -> Running {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let files = (output: Pipe(), errors: Pipe())
    process.standardOutput = files.output
    process.standardError = files.errors
    try process.run()
    return Running(process: process, output: files.output, errors: files.errors)
  }

  /// A program that runs while the test continues.
  package struct Running {
    let process: Process
    let output: Pipe
    let errors: Pipe

    package func kill() {
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }

    package func wait() -> Result {
      // The programs print little on stderr, so reading one stream after the other cannot block.
      let printed = output.fileHandleForReading.readDataToEndOfFile()
      let complained = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return Result(
        status: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
        errors: String(decoding: complained, as: UTF8.self))
    }
  }
}
