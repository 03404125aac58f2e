/// Reports by type. The build fills ``product``, the reports of this program: one for each folder.
package struct ReportCatalog: Sendable {
  package let reports: [Report]

  package init(_ reports: [Report]) { self.reports = reports }

  package func report(_ type: String) -> Report? {
    reports.first { $0.type == type }
  }

  /// The tables that files can be made of: the reports, and the headers of their runs.
  package var published: [Report] { reports + [.runHeaders] }

  /// A report, or the headers of runs, in one version of its definition.
  package func published(_ type: String, version: Int) throws(UnknownReport) -> Report {
    guard let report = published.first(where: { $0.type == type }) else {
      throw UnknownReport(type: type, version: nil)
    }
    guard let report = report.version(version) else { throw UnknownReport(type: type, version: version) }
    return report
  }
}
