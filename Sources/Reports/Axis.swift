/// In what rows of a report can differ, and over what the values of a number column may be added up.
///
/// A column adds up over an axis if the sum of rows that differ in this alone is what the report says about
/// all of them together: nothing is in it twice, and nothing is left out.
///
/// There is no axis of schedules: several schedules can report the same deals, so nothing adds up over them.
package enum Axis: String, Sendable, CaseIterable {
  /// In which deals should close.
  case closeBuckets = "buckets of close dates"
  /// Periods of one schedule whose windows do not overlap, as those of rolling periods and of all time do.
  /// Each is read from a snapshot of its own, and nothing that the CRM changes in between may put a deal into
  /// a second period.
  case periods
  /// With all stages in them.
  case pipelines
  /// Users, groups, or both.
  case principals
  /// Those of one pipeline.
  case stages
  case statuses

  /// The dimension columns in which rows along the axis differ; none for periods, because rows of a report
  /// differ in them only from file to file.
  package var dimensions: [String] {
    switch self {
    case .periods: []
    case .pipelines: ["pipeline_id"]
    case .principals: ["principal_type", "principal_id"]
    case .stages: ["stage_id"]
    case .statuses: ["status"]
    case .closeBuckets: ["close_bucket"]
    }
  }
}
