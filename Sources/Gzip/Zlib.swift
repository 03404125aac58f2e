internal import CZlib

/// The zlib that compresses: the same facts give the same compressed bytes with the same one.
package enum Zlib {
  package static var version: String { unsafe String(cString: zlibVersion()) }
}
