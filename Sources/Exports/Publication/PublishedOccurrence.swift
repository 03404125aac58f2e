/// An occurrence that was published.
package struct PublishedOccurrence: Sendable {
  package let occurrence: PublishableOccurrence
  package var failedRuns: Int { occurrence.failedRuns }
  package var files: [String] { occurrence.reports.flatMap(\.files).map(\.path) }
}
