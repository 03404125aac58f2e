/// The exit status of the process. Apart from 3, the numbers above 1 are those of `sysexits.h`.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  case failed = 1
  /// Something was published and something failed.
  case partly = 3
  case usage = 64
  case databaseUnavailable = 69
  case cannotWriteExports = 73
  case busy = 75
  case badConfiguration = 78
}
