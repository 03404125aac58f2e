/// Every report that the product has.
package enum ReportCatalog {
  package static let reports: [Report] = [
    .pipelineOverview,
    .pipelineStageFunnel,
    .pipelineCoverage,
    .repPerformance,
  ]

  package static func report(_ type: String) -> Report? {
    reports.first { $0.type == type }
  }
}
