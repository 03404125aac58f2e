internal import CZlib

/// The zlib in use. The same facts give the same compressed bytes only with the same version of zlib.
package enum Zlib {
  package static var version: String { unsafe String(cString: zlibVersion()) }
}
