/// An occurrence that was published.
package struct PublishedOccurrence: Sendable {
  package let occurrence: PublishableOccurrence
  package var failedRuns: Int { occurrence.reports.map(\.runs.failed).reduce(0, +) }
  package var files: [String] { occurrence.reports.flatMap(\.files).map(\.path) }
}
