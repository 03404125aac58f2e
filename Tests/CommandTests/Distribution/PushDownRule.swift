/// What a statement on tenants' tables keeps to, so that Citus can run it where the tenant's rows are. Each rule is one that
/// Citus 13.2 was seen to enforce, by an error or by another way to the same result that is refused later.
enum PushDownRule: String, CaseIterable {
  /// Citus evaluates functions once, on the coordinator, and cannot do so for one whose result differs from row to row.
  case noVolatileFunction = "calls no volatile function"
  /// `CASE` and `COALESCE` leave out some of their arguments, so that Citus cannot evaluate them beforehand.
  case noMutableFunctionInCase = "changes rows without a stable function in CASE or COALESCE"
  /// Neither can it evaluate what depends on the row.
  case noStableFunctionOfColumns = "changes rows without a stable function of a column"
  case returnsNoMutableFunction = "returns no stable function of a changed row"
  /// An `INSERT … SELECT` whose rows come by way of the coordinator is sent on as COPY, which row level security refuses. With
  /// one of the two clauses it is sent on as an INSERT.
  case insertReturns = "has RETURNING or ON CONFLICT in INSERT … SELECT"
  case insertedValuesHaveNoSubquery = "has no subquery in INSERT … VALUES"
  /// On Citus, the row of a subquery can lose the names of its columns.
  case noRowOfSubquery = "turns whole rows into values only from tables"

  /// - Parameter statement: one with all that it is made of.
  func isKept(by statement: ParseTree, _ volatility: Volatility) -> Bool {
    statement.everything.filter { $0.name == "QUERY" }.allSatisfy { isKept(byQuery: $0, volatility) }
  }

  private func isKept(byQuery query: ParseTree, _ volatility: Volatility) -> Bool {
    let parts = query.ofThisStatement
    let command = query.values["commandType"].flatMap { Command(rawValue: $0) }
    let changesRows = command == .update || command == .delete
    switch self {
    case .noVolatileFunction:
      return !parts.contains(where: volatility.isVolatile)
    case .noMutableFunctionInCase:
      let lazy = parts.filter { ["CASEEXPR", "COALESCEEXPR"].contains($0.name) }
      return !changesRows || !lazy.flatMap(\.ofThisStatement).contains(where: volatility.isMutable)
    case .noStableFunctionOfColumns:
      let calls = (query["targetList"] + query["jointree"]).flatMap(\.ofThisStatement)
        .filter(volatility.isMutable)
      return !changesRows || !calls.flatMap(\.ofThisStatement).contains { $0.name == "VAR" }
    case .returnsNoMutableFunction:
      return !query["returningList"].flatMap(\.ofThisStatement).contains(where: volatility.isMutable)
    case .insertReturns:
      let selects = query["rtable"].contains { !$0["subquery"].isEmpty }
      return command != .insert || !selects || !query["onConflict"].isEmpty || !query["returningList"].isEmpty
    case .insertedValuesHaveNoSubquery:
      return command != .insert || query.values["hasSubLinks"] == "false"
    case .noRowOfSubquery:
      return !parts.contains { part in
        part.name == "VAR" && part.values["varattno"] == "0" && !isTable(part, in: query)
      }
    }
  }

  private enum Command: String {
    case select = "1"
    case update = "2"
    case insert = "3"
    case delete = "4"
  }

  /// Whether a whole row is that of a table. One of an outer statement is taken for none.
  private func isTable(_ row: ParseTree, in query: ParseTree) -> Bool {
    guard row.values["varlevelsup"] == "0", let number = row.values["varno"].flatMap({ Int($0) }) else {
      return false
    }
    let relations = query["rtable"]
    return relations.indices.contains(number - 1) && relations[number - 1].values["rtekind"] == "0"
  }
}
