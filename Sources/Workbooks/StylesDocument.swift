/// The document of a workbook that says what each ``CellFormat`` looks like.
enum StylesDocument {
  private static let fonts = [
    "<sz val=\"11\"/><color rgb=\"FF1C1C1C\"/>", "<b/><sz val=\"11\"/><color rgb=\"FF1C1C1C\"/>",
    "<b/><sz val=\"16\"/><color rgb=\"FF1F3864\"/>", "<sz val=\"11\"/><color rgb=\"FF6B6B6B\"/>",
    "<b/><sz val=\"12\"/><color rgb=\"FF1F3864\"/>",
  ]

  static var text: String {
    let patterns = CellFormat.all.enumerated().compactMap { index, format in
      format.pattern.map { "<numFmt numFmtId=\"\(numberID(of: format, at: index))\" formatCode=\"\($0)\"/>" }
    }
    let fonts = fonts.map { "<font>\($0)<name val=\"Calibri\"/><family val=\"2\"/></font>" }
    let cells = CellFormat.all.enumerated().map { index, format in cell(format, at: index) }
    return """
      <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
      <numFmts count="\(patterns.count)">\(patterns.joined())</numFmts>\
      <fonts count="\(fonts.count)">\(fonts.joined())</fonts>\
      <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
      <fill><patternFill patternType="solid"><fgColor rgb="FFDCE6F1"/><bgColor indexed="64"/></patternFill></fill></fills>\
      <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>\
      <border><left/><right/><top/><bottom style="thin"><color rgb="FF4A6FA5"/></bottom><diagonal/></border></borders>\
      <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
      <cellXfs count="\(cells.count)">\(cells.joined())</cellXfs>\
      <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
      </styleSheet>
      """
  }

  private static func cell(_ format: CellFormat, at index: Int) -> String {
    let font =
      switch format {
      case .label, .heading, .numberHeading: 1
      case .title: 2
      case .note: 3
      case .section: 4
      default: 0
      }
    let isHeading = format == .heading || format == .numberHeading
    let attributes =
      "numFmtId=\"\(numberID(of: format, at: index))\" fontId=\"\(font)\" fillId=\"\(isHeading ? 2 : 0)\" "
      + "borderId=\"\(isHeading ? 1 : 0)\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" "
      + "applyBorder=\"1\""
    guard let alignment = format.alignment else { return "<xf \(attributes)/>" }
    return "<xf \(attributes) applyAlignment=\"1\"><alignment \(alignment)/></xf>"
  }

  /// 0 is what the value needs, 49 text, and those from 164 on are described here.
  private static func numberID(of format: CellFormat, at index: Int) -> Int {
    switch format {
    case .text, .exactNumber: 49
    default: format.pattern == nil ? 0 : 164 + index
    }
  }
}

extension CellFormat {
  /// nil for what has no number. After a number, there is the room of a parenthesis before what stands at its right.
  fileprivate var pattern: String? {
    switch self {
    case .number(0): "#,##0_)"
    case .number(let scale): "#,##0.\(String(repeating: "0", count: scale))_)"
    case .share: "0.00%_)"
    case .date: "yyyy\\-mm\\-dd"
    case .instant: "yyyy\\-mm\\-dd\\ hh:mm:ss&quot;Z&quot;"
    default: nil
    }
  }

  /// Headings of numbers keep a distance from the button of the filter.
  fileprivate var alignment: String? {
    switch self {
    case .exactNumber: "horizontal=\"right\""
    case .numberHeading: "horizontal=\"right\" vertical=\"center\" indent=\"2\""
    case .heading: "vertical=\"center\""
    case .plain, .date, .instant: "horizontal=\"left\""
    case .paragraph: "vertical=\"top\" wrapText=\"1\""
    case .number, .share, .title, .note, .section, .label, .text: nil
    }
  }
}
