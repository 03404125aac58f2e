import Foundation
import TestingDatabase

/// The spreadsheet that the tests open workbooks with.
enum LibreOffice {
  static let isThere = (try? Shell.status("soffice", "--version")) == 0

  /// Opens workbooks, all at once because it takes long to start, and writes each sheet as people see it.
  ///
  /// - Returns: the folder with a CSV file for each sheet.
  static func sheets(of workbooks: [String]) throws -> (folder: TemporaryFolder, result: Shell.Result) {
    let (folder, profile) = (TemporaryFolder(), TemporaryFolder())
    // Commas, quotes, UTF-8, from the first line, in English, as shown, all sheets.
    let format = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,true,false,false,-1"
    let result = try Shell.run(
      [
        "soffice", "-env:UserInstallation=file://\(profile.path)", "--headless", "--convert-to", format,
        "--outdir", folder.path,
      ] + workbooks)
    return (folder, result)
  }
}
