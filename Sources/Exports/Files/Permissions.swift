internal import Glibc

/// Who may read the published files.
package enum Permissions: String, Sendable, CaseIterable {
  /// The publisher and the group of its process: files 0640, folders 0750.
  case group
  /// Only the publisher: files 0600, folders 0700.
  case owner

  var fileMode: mode_t {
    switch self {
    case .group: 0o640
    case .owner: 0o600
    }
  }

  var folderMode: mode_t {
    switch self {
    case .group: 0o750
    case .owner: 0o700
    }
  }
}
