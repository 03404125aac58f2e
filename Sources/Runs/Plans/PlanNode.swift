internal import Foundation

/// A node of a query plan, as `EXPLAIN (VERBOSE, FORMAT JSON)` writes it.
struct PlanNode: Decodable {
  /// The document of a statement.
  private struct Document: Decodable {
    let plan: PlanNode

    private enum CodingKeys: String, CodingKey { case plan = "Plan" }
  }

  /// Such as `Nested Loop` or `Seq Scan`.
  let type: String
  /// What it is to its parent, such as `Inner` or `SubPlan`.
  let role: String?
  /// Such as `SubPlan 1` or `CTE period`.
  let subplanName: String?
  /// `Plain` for an aggregate of one group.
  let strategy: String?
  let schema: String?
  let relation: String?
  let alias: String?
  let cteName: String?
  let indexCondition: String?
  let filter: String?
  /// Estimated, for one execution.
  let rows: Double
  let cost: Double
  let children: [PlanNode]

  private enum CodingKeys: String, CodingKey {
    case type = "Node Type"
    case role = "Parent Relationship"
    case subplanName = "Subplan Name"
    case strategy = "Strategy"
    case schema = "Schema"
    case relation = "Relation Name"
    case alias = "Alias"
    case cteName = "CTE Name"
    case indexCondition = "Index Cond"
    case filter = "Filter"
    case rows = "Plan Rows"
    case cost = "Total Cost"
    case children = "Plans"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func text(_ key: CodingKeys) throws -> String? { try container.decodeIfPresent(String.self, forKey: key) }
    type = try container.decode(String.self, forKey: .type)
    role = try text(.role)
    subplanName = try text(.subplanName)
    strategy = try text(.strategy)
    schema = try text(.schema)
    relation = try text(.relation)
    alias = try text(.alias)
    cteName = try text(.cteName)
    indexCondition = try text(.indexCondition)
    filter = try text(.filter)
    rows = try container.decode(Double.self, forKey: .rows)
    cost = try container.decode(Double.self, forKey: .cost)
    children = try container.decodeIfPresent([PlanNode].self, forKey: .children) ?? []
  }

  /// The plans of a text that `EXPLAIN` wrote.
  static func read(_ text: String) throws -> [PlanNode] {
    try JSONDecoder().decode([Document].self, from: Data(text.utf8)).map(\.plan)
  }

  /// The node and all below it, from the top.
  var all: [PlanNode] { [self] + children.flatMap(\.all) }
}
