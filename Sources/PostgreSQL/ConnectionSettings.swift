internal import CLibPQ

/// How to reach the database: a connection URL or a keyword string. libpq adds the values of `PG…` variables,
/// `.pgpass` and service files.
package struct ConnectionSettings: Sendable, Hashable {
  /// A target that cannot be used. The message never quotes it, because it may contain a password.
  package enum Invalid: Error, CustomStringConvertible {
    case unreadable
    case containsPassword

    package var description: String {
      switch self {
      case .unreadable: "the database URL cannot be parsed"
      case .containsPassword:
        "the database URL contains a password; put it into .pgpass, a service file or PGPASSWORD"
      }
    }
  }

  /// If it is empty, libpq takes everything from its environment.
  package let target: String

  /// - Throws: if the string cannot be parsed, or if it contains a password: others may be able to read the
  ///   arguments and the environment of a process.
  package init(target: String = "") throws(Invalid) {
    self.target = target
    guard !target.isEmpty else { return }
    var reason: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(target, &reason) else {
      // libpq's reason quotes the string, which may contain a password.
      unsafe PQfreemem(reason)
      throw .unreadable
    }
    defer { unsafe PQconninfoFree(options) }
    var option = unsafe options
    while let keyword = unsafe option.pointee.keyword {
      if unsafe option.pointee.val != nil,
        ["password", "sslpassword"].contains(unsafe String(cString: keyword))
      {
        throw .containsPassword
      }
      let value = unsafe option.pointee.val.map { unsafe String(cString: $0) } ?? ""
      let isOdd =
        switch unsafe String(cString: keyword) {
        // If a password contains a `/`, libpq takes parts of it for port and database, and prints them.
        case "port": !value.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ",") }
        case "dbname": value.contains("@")
        default: false
        }
      if isOdd { throw .unreadable }
      unsafe option += 1
    }
  }

  /// Host, port, database and user as libpq resolved them, for a message.
  static func describe(_ connection: OpaquePointer) -> String {
    func text(_ value: UnsafePointer<CChar>?) -> String {
      unsafe value.map { unsafe String(cString: $0) } ?? ""
    }
    let host = unsafe text(PQhost(connection))
    let port = unsafe text(PQport(connection))
    let database = unsafe text(PQdb(connection))
    let user = unsafe text(PQuser(connection))
    return "host \(host.isEmpty ? "?" : host), port \(port), database \(database), user \(user)"
  }
}
