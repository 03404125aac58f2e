/// How a cell shows its value: its place among the formats of a workbook.
enum CellFormat: Hashable {
  /// On the left, also a number.
  case plain
  case title
  case note
  /// The name of a table on a sheet that has several.
  case section
  /// What stands beside it.
  case label
  /// A text that takes as many lines as it needs.
  case paragraph
  case heading
  /// Above numbers.
  case numberHeading
  /// What is not to be taken for a number or a formula, not even if somebody edits it.
  case text
  /// A number that a spreadsheet would round.
  case exactNumber
  case number(scale: Int)
  /// A part of one, as a percentage.
  case share
  case date
  case instant

  /// The most digits after the point that are shown.
  private static let scales = 0...6
  static let all: [CellFormat] =
    [
      .plain, .title, .note, .section, .label, .paragraph, .heading, .numberHeading, .text, .exactNumber,
      .share, .date,
      .instant,
    ] + scales.map { .number(scale: $0) }
  private static let places = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1, $0) })

  private var place: Int {
    if case .number(let scale) = self, scale > Self.scales.upperBound {
      return CellFormat.number(scale: Self.scales.upperBound).place
    }
    return Self.places[self]!
  }

  /// What stands between a cell's name and its number.
  var numberStart: [UInt8] { Array("\" s=\"\(place)\"><v>".utf8) }

  /// What stands between a cell's name and its text.
  var textStart: [UInt8] { Array("\" s=\"\(place)\" t=\"inlineStr\"><is><t".utf8) }
}
