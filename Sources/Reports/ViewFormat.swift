/// The formats in which a period is rendered for people. What is final is only in the files of an ``ExportFormat``.
package enum ViewFormat: String, Sendable, CaseIterable {
  /// A page for a browser.
  case html
  /// A workbook for a spreadsheet.
  case xlsx

  package var noun: String {
    switch self {
    case .html: "page"
    case .xlsx: "workbook"
    }
  }
}
