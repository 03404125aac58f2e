/// What the product's SQL came to for one run, in the oracle's words.
struct ComputedRun: Hashable {
  let dimensions: [String?]
  /// The facts without `run_id` and `tenant_id`, as the fact table's columns hold them.
  let rows: [[String?]]
  let errorMessage: String?
  let warnings: [String: Int]
}
