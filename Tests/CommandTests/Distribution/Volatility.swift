import PostgreSQL

/// How far the results of functions depend on more than their arguments, as the database has it.
struct Volatility {
  private enum Kind: String {
    case immutable = "i"
    case stable = "s"
    case volatile = "v"
  }

  private var functions: [String: Kind] = [:]
  /// The functions that read and write a type as text, by type.
  private var texts: [String: (input: String, output: String)] = [:]

  init(_ connection: Connection) throws {
    for row in try connection.execute("SELECT oid::text, provolatile::text FROM pg_proc") {
      functions[try row.value("oid")] = Kind(rawValue: try row.value("provolatile"))
    }
    for row in try connection.execute(
      "SELECT oid::text, typinput::oid::text AS input, typoutput::oid::text AS output FROM pg_type")
    {
      texts[try row.value("oid")] = (try row.value("input"), try row.value("output"))
    }
  }

  func isVolatile(_ tree: ParseTree) -> Bool { kinds(of: tree).contains(.volatile) }

  /// Whether the same call can have another result in another statement.
  func isMutable(_ tree: ParseTree) -> Bool {
    tree.name == "SQLVALUEFUNCTION" || kinds(of: tree).contains { $0 != .immutable }
  }

  /// Of the functions that the part itself calls.
  private func kinds(of tree: ParseTree) -> [Kind] {
    let names = ["funcid", "opfuncid", "aggfnoid", "winfnoid"].compactMap { tree.values[$0] }
    return (names + conversions(tree)).compactMap { functions[$0] }
  }

  /// A cast by way of text.
  private func conversions(_ tree: ParseTree) -> [String] {
    guard tree.name == "COERCEVIAIO" else { return [] }
    let target = tree.values["resulttype"].flatMap { texts[$0]?.input }
    // Each kind of argument has a field of its own for its type.
    let types = tree["arg"].flatMap { argument in
      [
        "vartype", "paramtype", "consttype", "funcresulttype", "opresulttype", "resulttype", "coalescetype",
        "casetype",
      ]
      .compactMap { argument.values[$0] }
    }
    return [target].compactMap { $0 } + types.compactMap { texts[$0]?.output }
  }
}
