internal import Calendars
internal import Reports

/// Writes the values of a report's column as cells: numbers and dates where a spreadsheet keeps them exactly, text elsewhere.
struct ColumnCells {
  private let place: Int
  private let type: ColumnType
  private let numberStart: [UInt8]
  private let textStart: [UInt8]
  /// The day that was converted last: a column often has only one.
  private var lastDay: (value: [UInt8], number: [UInt8]?)?
  /// How many numbers were written as text.
  private(set) var numbersAsText = 0

  /// - Parameter place: the column's on the sheet.
  init(_ column: Column, at place: Int) {
    self.place = place
    type = column.type
    let format: CellFormat =
      switch type {
      case .uuid, .text: .text
      case .bigint: .number(scale: 0)
      // One digit before the point: parts of one have such columns, and nothing else.
      case .decimal(let precision, let scale): precision == scale + 1 ? .share : .number(scale: scale)
      case .date: .date
      case .instant: .instant
      }
    numberStart = format.numberStart
    textStart = (column.isNumber ? CellFormat.exactNumber : .text).textStart
  }

  /// - Parameter value: as in the files; nil for NULL, which has no cell.
  mutating func write(_ value: UnsafeBufferPointer<UInt8>?, to sheet: inout SheetWriter) {
    guard let value = unsafe value else { return }
    switch type {
    case .text: unsafe sheet.text(place, textStart, value)
    case .uuid: unsafe sheet.symbols(place, textStart, value)
    case .bigint, .decimal:
      if unsafe ExactDigits.areKept(value) {
        unsafe sheet.number(place, numberStart, value)
      } else {
        unsafe sheet.symbols(place, textStart, value)
        numbersAsText += 1
      }
    case .date, .instant:
      if let number = unsafe dayNumber(value) {
        sheet.number(place, numberStart, number)
      } else {
        unsafe sheet.symbols(place, textStart, value)
      }
    }
  }

  private mutating func dayNumber(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    if let lastDay, unsafe lastDay.value.elementsEqual(value) { return lastDay.number }
    let text = unsafe String(decoding: value, as: UTF8.self)
    let number =
      type == .date
      ? CivilDate(iso: text).flatMap(DayNumber.text(of:))
      : Instant(iso8601: text).flatMap(DayNumber.text(of:))
    let digits = number.map { Array($0.utf8) }
    lastDay = (unsafe Array(value), digits)
    return digits
  }
}
