/// The documents of a workbook that say which sheets it has.
struct WorkbookPackage {
  struct Sheet {
    /// At most 31 characters.
    let name: String
    /// Whether its first row is a heading, which each printed page repeats.
    var hasHeading = true
    /// The last row and the last column to print; nil for all.
    var printed: (row: Int, column: Int)?
    /// How many columns each printed page repeats.
    var leading = 0
  }

  let sheets: [Sheet]

  private static let header = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let packages = "http://schemas.openxmlformats.org/package/2006"
  private static let spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// Where a sheet is in the archive.
  func path(of sheet: Int) -> String { "xl/worksheets/sheet\(sheet + 1).xml" }

  /// With their paths in the archive, in the order in which programs look for them.
  var documents: [(path: String, text: String)] {
    [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", root), ("xl/workbook.xml", workbook),
      ("xl/_rels/workbook.xml.rels", workbookRelationships),
      ("xl/styles.xml", StylesDocument.text),
    ].map { ($0, Self.header + $1) }
  }

  private var contentTypes: String {
    let sheets = sheets.indices.map {
      "<Override PartName=\"/\(path(of: $0))\" ContentType=\"\(Self.types).worksheet+xml\"/>"
    }
    return """
      <Types xmlns="\(Self.packages)/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/>\
      <Override PartName="/xl/workbook.xml" ContentType="\(Self.types).sheet.main+xml"/>\
      <Override PartName="/xl/styles.xml" ContentType="\(Self.types).styles+xml"/>\
      \(sheets.joined())</Types>
      """
  }

  private var root: String {
    """
    <Relationships xmlns="\(Self.packages)/relationships">\
    <Relationship Id="rId1" Type="\(Self.relationships)/officeDocument" Target="xl/workbook.xml"/></Relationships>
    """
  }

  private var workbook: String {
    let entries = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    return """
      <workbook xmlns="\(Self.spreadsheet)" xmlns:r="\(Self.relationships)"><bookViews><workbookView activeTab="0"/></bookViews>\
      <sheets>\(entries.joined())</sheets><definedNames>\(names.joined())</definedNames></workbook>
      """
  }

  /// What is printed of the sheets.
  private var names: [String] {
    sheets.enumerated().flatMap { index, sheet in
      var ranges: [(name: String, parts: [String])] = []
      if let (row, column) = sheet.printed {
        ranges.append(("Print_Area", ["$A$1:$\(ColumnName.text(column))$\(row)"]))
      }
      if sheet.hasHeading {
        let columns = sheet.leading > 0 ? ["$A:$\(ColumnName.text(sheet.leading - 1))"] : []
        ranges.append(("Print_Titles", columns + ["$1:$1"]))
      }
      return ranges.map { name, parts in
        "<definedName name=\"_xlnm.\(name)\" localSheetId=\"\(index)\">"
          + parts.map { "\(sheet.name)!\($0)" }.joined(separator: ",") + "</definedName>"
      }
    }
  }

  private var workbookRelationships: String {
    let entries = sheets.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(Self.relationships)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    return """
      <Relationships xmlns="\(Self.packages)/relationships">\(entries.joined())\
      <Relationship Id="rId\(sheets.count + 1)" Type="\(Self.relationships)/styles" Target="styles.xml"/></Relationships>
      """
  }
}
