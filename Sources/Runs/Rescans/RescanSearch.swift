internal import Foundation

/// Looks through a query plan for tables that are read again and again: on the inner side of a nested loop, or in a subquery
/// that is executed for each row.
///
/// Only tables below views count. Our own SQL does this with none: where the CRM's tables are tables, a plan that does has
/// other reasons, such as missing statistics.
struct RescanSearch {
  /// So many rows are much.
  static let manyRows = 1_000
  /// By the planner's costs, a look into an index for a few rows costs less.
  private static let costOfALook = 50.0

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
      try JSONDecoder().decode([PlanNode.Document].self, from: Data(text.utf8)).flatMap { document in
        let search = RescanSearch(document.plan, text: text, relations)
        return search.rescans(document.plan, in: nil)
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
        if node.rows > Double(Self.manyRows), let relation = kept.flatMap(largest) {
          found.append(Rescan(relation: relation.name, sources: relation.sources, loopsOver: loop.over))
        }
      } else if let relation = relation(of: node), isMuch(node, relation) {
        found.append(Rescan(relation: relation.name, sources: relation.sources, loopsOver: loop.over))
      }
    }
    return found + node.children.flatMap { rescans($0, in: self.loop(of: $0, below: node, inside)) }
  }

  private func loop(of child: PlanNode, below node: PlanNode, _ loop: Loop?) -> Loop? {
    switch child.role {
    case "Inner" where node.type == "Nested Loop":
      let outer = node.children.first { $0.role == "Outer" }
      return outer.map(hasOneRow) == true ? loop : Loop(over: outer.flatMap(largest)?.name)
    case "SubPlan":
      // One that is hashed is executed once.
      if text.contains("hashed \(child.subplanName ?? ""))") { return nil }
      return node.type == "Result" && node.children.allSatisfy { $0.role != "Outer" }
        ? loop : Loop(over: largest(node)?.name)
    case "InitPlan": return nil
    default: return loop
    }
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
    let below = node.children.filter { $0.role != "SubPlan" && $0.role != "InitPlan" }.compactMap(largest)
    return (below + [relation(of: node)].compactMap(\.self)).max {
      $0.tuples ?? Int.max < $1.tuples ?? Int.max
    }
  }

  /// Whether an execution reads much of the table.
  private func isMuch(_ node: PlanNode, _ relation: ViewRelation) -> Bool {
    // It asks the other server each time.
    if relation.isForeign { return true }
    guard relation.tuples ?? 0 > Self.manyRows else { return false }
    switch node.type {
    case "Index Scan", "Index Only Scan", "Bitmap Heap Scan":
      let condition = node.indexCondition ?? node.children.compactMap(\.indexCondition).first
      guard condition != nil else { return true }
      return node.rows > Double(Self.manyRows) || node.cost > Self.costOfALook && comparesAnother(node)
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
