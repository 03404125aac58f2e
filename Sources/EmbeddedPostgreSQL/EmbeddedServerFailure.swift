/// Why the embedded server cannot be used.
package enum EmbeddedServerFailure: Error, CustomStringConvertible {
  case notInstalled
  case notThere(stateFolder: String)
  case versionMismatch(data: String, folder: String)
  case otherVersion(data: String, folder: String, programs: String, version: Int)
  case programs(String, reason: String)
  case command(String, log: String)
  case folder(String, reason: String)

  package var description: String {
    switch self {
    case .notInstalled:
      "no PostgreSQL server (15 or newer) is installed; run `apt-get install postgresql`, "
        + "or name a database with --database-url"
    case .notThere(let stateFolder):
      "there is no embedded server in \(stateFolder); `dyno-reports demo` creates one"
    case .versionMismatch(let data, let folder):
      "the embedded database was made by PostgreSQL \(data), which is not installed; "
        + "install it, or delete \(folder) to start with a new one"
    case .otherVersion(let data, let folder, let programs, let version):
      "the embedded database in \(folder) was made by PostgreSQL \(data), and the programs in "
        + "\(programs) are those of PostgreSQL \(version); name those of PostgreSQL \(data), "
        + "or another state folder"
    case .programs(let folder, let reason):
      "cannot use the PostgreSQL server's programs in \(folder): \(reason)"
    case .command(let command, let log): "\(command) failed; see \(log)"
    case .folder(let folder, let reason): "cannot use the folder \(folder): \(reason)"
    }
  }
}
