/// What a spreadsheet calls a column: A, B and so on; AA after Z.
enum ColumnName {
  static func text(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
    return index < 26 ? letter : text(index / 26 - 1) + letter
  }
}
