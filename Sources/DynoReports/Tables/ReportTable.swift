internal import Runs

/// The CSV of `report`: the columns of the report that describe and measure.
enum ReportTable {
  static func table(_ adHoc: AdHocReport, _ result: AdHocReport.Result) -> CSVTable {
    CSVTable(columns: adHoc.columns.map(CSVTable.Column.init), rows: result.rows)
  }
}
