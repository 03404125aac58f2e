internal import Recipes
internal import Reports

/// The JSON of `recipes`.
struct RecipeDocument: Encodable {
  struct Tenant: Encodable {
    let tenant: String
    /// Those with CSV files.
    let reports: [String]
  }

  let tool: Recipe
  /// Whether the loader reads only what was published since the last time.
  let isIncremental: Bool
  /// Those whose files the loader reads, by slug.
  let tenants: [Tenant]
  /// The slugs of the tenants whose folders cannot be read.
  let leftOut: [String]
  /// The loader.
  let text: String

  init(_ tool: Recipe, incremental: Bool, _ reports: [String: [Report]], leftOut: [String], text: String) {
    self.tool = tool
    isIncremental = incremental
    tenants = reports.sorted { $0.key < $1.key }.map { Tenant(tenant: $0, reports: $1.map(\.type)) }
    self.leftOut = leftOut
    self.text = text
  }
}
