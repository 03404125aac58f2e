/// The result of the product's SQL for one run, in the form of the oracle's.
struct ComputedRun: Hashable {
  let dimensions: [String?]
  /// The facts without `run_id` and `tenant_id`, as the fact table's columns hold them.
  let rows: [[String?]]
  let errorMessage: String?
  let warnings: [String: Int]
}
