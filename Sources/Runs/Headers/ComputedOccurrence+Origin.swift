internal import Foundation
package import PostgreSQL

extension ComputedOccurrence {
  /// Reads the origin of the occurrence's runs from their headers: earlier programs recorded it only there.
  ///
  /// - Parameter dimensions: the dimensions of the runs, by report type.
  /// - Returns: nil if there are no headers.
  package func originInHeaders(
    dimensions: [String: [String]], _ connection: Connection
  ) throws -> RunOrigin? {
    let statement = NamedStatement(
      """
      SELECT DISTINCT ON (r.report_type)
        r.report_type, r.software_version, r.methodology_version, r.input_params
      FROM report_run r
      WHERE \(AttemptHeaders.condition)
      ORDER BY r.report_type, r.run_id
      """)
    let rows = try connection.execute(statement, attemptValues)
    guard let first = rows.first else { return nil }
    let parameters = try rows.map { row in
      let type: String = try row.value("report_type")
      var parameters: [String: ParameterValue] = try row.json("input_params")
      for dimension in dimensions[type] ?? [] { parameters[dimension] = nil }
      return (type, parameters)
    }
    return RunOrigin(
      softwareVersion: try first.value("software_version"),
      methodologyVersion: try first.value("methodology_version"),
      parameters: Dictionary(parameters) { first, _ in first })
  }
}
