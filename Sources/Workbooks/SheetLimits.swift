/// How large a workbook can be. What does not fit is left out, and the workbook says so.
struct SheetLimits {
  /// The most rows of a sheet: what spreadsheets can have.
  var rows = 1_048_576
  /// The most bytes of all sheets of reports together, before compression: no file of a zip archive can have 4 GiB, nor the archive.
  var bytes = 3_900_000_000
}
