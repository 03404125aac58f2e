/// Looks through a query plan for tables that are read again and again: on the inner side of a nested loop, or in a subquery
/// that is executed for each row.
///
/// Only tables below views count. Our own SQL does this with none: where the CRM's tables are tables, a plan that does has
/// other reasons, such as missing statistics.
struct RescanSearch {
  /// A table of more rows is large.
  private static let largeTable = 1_000
  /// A table of at most so many rows is small: settings, or a list of ranges. It grows with nothing, so what is read for each
  /// of its rows takes twice as long with twice the rows, like any query. One page that was never analyzed counts as fewer.
  private static let smallTable = 100
  /// By the planner's costs, a look into an index for a few rows costs less.
  private static let indexLookupCost = 50.0

  private let relations: [String: ViewRelation]
  /// The plan as text, which says how a subquery is executed.
  private let text: String
  private let plan: PlanNode

  private init(_ plan: PlanNode, text: String, _ relations: [String: ViewRelation]) {
    self.plan = plan
    self.text = text
    self.relations = relations
  }

  /// - Parameters:
  ///   - plans: as `EXPLAIN (VERBOSE, FORMAT JSON)` writes them.
  ///   - relations: the tables below views, by their keys.
  /// - Returns: in the order of the plans, each table once.
  static func rescans(in plans: [String], _ relations: [String: ViewRelation]) throws -> [Rescan] {
    let all = try plans.flatMap { text in
      try PlanNode.read(text).flatMap { plan in
        RescanSearch(plan, text: text, relations).rescans(plan, in: nil)
      }
    }
    return all.reduce(into: []) { rescans, next in
      if let index = rescans.firstIndex(where: { $0.relation == next.relation }) {
        // It can be read in several places, and not each says whose rows cause it.
        if rescans[index].loopsOver == nil { rescans[index] = next }
      } else {
        rescans.append(next)
      }
    }
  }

  /// What causes the executions of a part of the plan.
  private struct Loop {
    let over: String?
  }

  /// - Parameter loop: nil for what is executed once.
  private func rescans(_ node: PlanNode, in loop: Loop?) -> [Rescan] {
    var inside = loop
    var found: [Rescan] = []
    if let loop {
      if ["Materialize", "CTE Scan"].contains(node.type) {
        // The rows are kept, and only they are read again.
        inside = nil
        let kept = node.type == "CTE Scan" ? query(of: node) : node
        // What was never analyzed may have fewer rows than the planner expects.
        if node.rows > Double(Self.largeTable), let kept, !isSmall(kept), let relation = largest(kept) {
          found.append(Rescan(relation: relation.name, sources: relation.sources, loopsOver: loop.over))
        }
      } else if let relation = relation(of: node), readsMuch(node, relation) {
        found.append(Rescan(relation: relation.name, sources: relation.sources, loopsOver: loop.over))
      }
    }
    return found + node.children.flatMap { rescans($0, in: self.loop(of: $0, below: node, inside)) }
  }

  private func loop(of child: PlanNode, below node: PlanNode, _ loop: Loop?) -> Loop? {
    switch child.role {
    case "Inner" where node.type == "Nested Loop":
      let outer = node.children.first { $0.role == "Outer" }
      return outer.map(isSmall) == true ? loop : Loop(over: outer.flatMap(largest)?.name)
    case "SubPlan":
      // One that is hashed is executed once.
      if text.contains("hashed \(child.subplanName ?? ""))") { return nil }
      let inputs = inputs(node)
      let isSmall = inputs.isEmpty ? isSmall(node) : inputs.allSatisfy(isSmall)
      return isSmall ? loop : Loop(over: largest(node)?.name)
    case "InitPlan": return nil
    default: return loop
    }
  }

  /// Whether its rows come from small tables only, or are one.
  private func isSmall(_ node: PlanNode) -> Bool {
    if hasOneRow(node) { return true }
    if let relation = relation(of: node) { return relation.tuples ?? Int.max <= Self.smallTable }
    switch node.type {
    case "CTE Scan": return query(of: node).map(isSmall) ?? false
    // It makes rows of its own.
    case "ProjectSet": return false
    default:
      let inputs = inputs(node)
      return !inputs.isEmpty && inputs.allSatisfy(isSmall)
    }
  }

  private func inputs(_ node: PlanNode) -> [PlanNode] {
    node.children.filter { $0.role != "SubPlan" && $0.role != "InitPlan" }
  }

  /// Whether it cannot have more than one row, whatever the data.
  private func hasOneRow(_ node: PlanNode) -> Bool {
    let input = node.children.first { ["Outer", "Subquery"].contains($0.role) }
    return switch node.type {
    case "Aggregate": node.strategy == "Plain"
    case "Result": input.map(hasOneRow) ?? true
    // The number of values of an array is known to the planner.
    case "Function Scan": node.rows <= 1
    case "CTE Scan": query(of: node).map(hasOneRow) ?? false
    case "Subquery Scan", "Materialize", "Sort", "Limit", "WindowAgg": input.map(hasOneRow) ?? false
    default: false
    }
  }

  /// The query of a CTE.
  private func query(of scan: PlanNode) -> PlanNode? {
    scan.cteName.flatMap { name in plan.all.first { $0.subplanName == "CTE \(name)" } }
  }

  private func relation(of node: PlanNode) -> ViewRelation? {
    guard let schema = node.schema, let name = node.relation else { return nil }
    return relations[ViewRelation.key(schema: schema, name: name)]
  }

  /// The largest table of a part of the plan, apart from its subqueries.
  private func largest(_ node: PlanNode) -> ViewRelation? {
    (inputs(node).compactMap(largest) + [relation(of: node)].compactMap(\.self)).max {
      $0.tuples ?? Int.max < $1.tuples ?? Int.max
    }
  }

  /// Whether an execution reads much of the table.
  private func readsMuch(_ node: PlanNode, _ relation: ViewRelation) -> Bool {
    // Each time it asks another server, or opens a file, however few rows there are: that takes longer than reading them. Where
    // it is fast all the same, it is a note.
    if relation.isForeign { return true }
    guard relation.tuples ?? 0 > Self.largeTable else { return false }
    switch node.type {
    case "Index Scan", "Index Only Scan", "Bitmap Heap Scan":
      let condition = node.indexCondition ?? node.children.compactMap(\.indexCondition).first
      guard condition != nil else { return true }
      return node.rows > Double(Self.largeTable) || node.cost > Self.indexLookupCost && comparesAnother(node)
    default: return true
    }
  }

  /// Whether rows that the index finds are then compared with another table: the index lacks that column.
  private func comparesAnother(_ node: PlanNode) -> Bool {
    guard let filter = node.filter else { return false }
    let aliases = filter.matches(of: /([a-z_][a-z0-9_]*)\.[a-z_"]/).map { String($0.1) }
    return aliases.contains { $0 != node.alias }
  }
}
