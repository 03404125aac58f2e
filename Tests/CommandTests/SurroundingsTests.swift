import Foundation
import PostgreSQL
import Runs
import Testing
import TestingDatabase

/// What whoever starts the program gives it: signals, descriptors, limits, and readers of its output.
struct SurroundingsTests {
  private let installation: Installation

  init() throws { installation = try Installation() }

  /// Runs a script of a shell, in which `"$@"` is `run` for the usual instant.
  private func run(_ script: String) throws -> Shell.Result {
    try Shell.run(
      ["bash", "-c", script, "bash", Installation.program, "run", "--at", Installation.at, "--verbose"],
      environment: installation.environment)
  }

  private static let isFirst = ["unshare", getuid() == 0 ? "-p" : "-rp", "--fork", "--kill-child"]
  private static let canBeFirst = (try? Shell.run(isFirst + ["true"]).status) == 0

  /// The first process of a container has no default reactions to signals.
  @Test(
    .enabled(if: canBeFirst, "this system gives nobody a namespace of processes"),
    arguments: [("TERM", 143), ("INT", 130), ("HUP", 129)] as [(String, Int32)])
  func theFirstProcessEndsBySignal(signal: String, status: Int32) throws {
    // The run waits for ten seconds.
    let holder = try installation.database.owner.connect()
    try holder.executeScript("BEGIN; LOCK TABLE \(installation.database.schema).deal")
    defer { withExtendedLifetime(holder) {} }
    let result = try run(
      """
      \(Self.isFirst.joined(separator: " ")) "$@" & fork=$!
      while ! child=$(pgrep -P $fork); do sleep 0.1; done
      sleep 1.5
      kill -\(signal) $child
      wait $fork
      """)
    #expect(result.status == status, "\(result)")
  }

  /// Otherwise the next file that is opened would get the number of stderr, and messages would be written into it.
  @Test(arguments: ["", "0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
  func closedDescriptorsAreNotUsedForFiles(closing: String) throws {
    try installation.database.load("UPDATE deal SET amount = 'NaN'")
    let result = try run("\"$@\" \(closing)")
    // One run fails because of the amounts. Without its output, the command has not done all.
    #expect(result.status == 3, "\(result)")
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.states() == ["PUBLISHED"])
  }

  @Test func aLimitOfFileSizesIsAnErrorOfTheFolder() throws {
    let result = try run("ulimit -f 0; \"$@\"")
    #expect(result.status == 73 && result.errors.contains("File too large"), "\(result)")
    #expect(try installation.tick().status == 0)
    #expect(try installation.run("verify").status == 0)
  }

  @Test func outputThatCannotBeWrittenDoesNotHideAPublication() throws {
    let result = try run("\"$@\" > /dev/full")
    #expect(result.status == 3 && result.errors.contains("the periods are published"), "\(result)")
    #expect(try installation.states() == ["PUBLISHED"])
  }

  @Test func aReaderWhoLeavesEndsTheCommandAsUsual() throws {
    let result = try run("\"$@\" | true; echo ${PIPESTATUS[0]}")
    // Whether the reader has gone before is not certain.
    #expect(["0\n", "141\n"].contains(result.output) && result.errors.isEmpty, "\(result)")
    #expect(try installation.states() == ["PUBLISHED"])
  }

  /// A pipe is full after 64 KiB.
  @Test(.timeLimit(.minutes(3))) func messagesThatNobodyReadsStopNothing() throws {
    for number in 0..<2_000 {
      let text = "tenant: \(String(repeating: "x", count: 40))\n"
      try Data(text.utf8).write(to: URL(filePath: installation.schedules.path + "/bad-\(number).yaml"))
    }
    let result = try run("{ \"$@\" 2>&3 >/dev/null; echo $? >&4; } 3> >(sleep 25) 4>&1")
    #expect(result.output == "3\n", "\(result)")
    #expect(try installation.states() == ["PUBLISHED"])
  }

  @Test func aFileThatMayNotBeOpenedIsNotSaidToBeMissing() throws {
    let result = try run("ulimit -n 3; \"$@\"")
    #expect(result.status != 0 && !result.errors.isEmpty, "\(result)")
    #expect(!result.errors.contains("no such file"), "\(result)")
  }
}
