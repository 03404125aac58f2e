/// Reports by their types.
package struct ReportCatalog: Sendable {
  package let reports: [Report]

  package init(_ reports: [Report]) { self.reports = reports }

  /// Every report that the product has.
  package static let product = ReportCatalog([
    .pipelineOverview,
    .pipelineStageFunnel,
    .pipelineCoverage,
    .repPerformance,
  ])

  package func report(_ type: String) -> Report? {
    reports.first { $0.type == type }
  }

  /// A report as a version of its definition has it.
  package func report(_ type: String, version: Int) throws(UnknownReport) -> Report {
    guard let report = report(type) else { throw UnknownReport(type: type, version: nil) }
    guard let report = report.version(version) else { throw UnknownReport(type: type, version: version) }
    return report
  }
}

/// A report that was published, and that this program does not have.
package struct UnknownReport: Error, CustomStringConvertible {
  let type: String
  /// nil where no version of it is known.
  let version: Int?

  package init(type: String, version: Int?) {
    self.type = type
    self.version = version
  }

  package var description: String {
    version.map {
      "version \($0) of the report `\(type)` is not known to this program; use the newer one that computed it"
    }
      ?? "the report `\(type)` is not known to this program; use the one that computed it"
  }
}
