internal import CLibPQ

/// Where the database is: a connection URL or keyword string, completed by libpq itself from `PG…`
/// variables, `.pgpass` and service files.
package struct ConnectionSettings: Sendable, Hashable {
  /// A target that cannot be used. Never quotes it: it may hold a password.
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

  /// Empty: whatever libpq's environment says.
  package let target: String

  /// - Throws: where the string cannot be parsed, or carries a password: arguments and environments of
  ///   processes can be read by others.
  package init(target: String = "") throws(Invalid) {
    self.target = target
    guard !target.isEmpty else { return }
    var reason: UnsafeMutablePointer<CChar>?
    guard let options = unsafe PQconninfoParse(target, &reason) else {
      // libpq's reason quotes the string, and with it perhaps a password.
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
        // A password with a `/` in it: libpq takes parts of it for port and database, and prints them.
        case "port": !value.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ",") }
        case "dbname": value.contains("@")
        default: false
        }
      if isOdd { throw .unreadable }
      unsafe option += 1
    }
  }

  /// For a message: host, port, database and user as libpq resolved them.
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
