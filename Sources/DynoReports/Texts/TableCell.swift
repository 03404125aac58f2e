internal import DisplayWidth
internal import Foundation

/// A cell of a table as text, in one line that controls no terminal. Its width is measured once.
struct TableCell {
  /// Enough of an id to tell it from others, and to find its run.
  static let shortIDLength = 8

  private let text: String
  let width: Int
  let isID: Bool

  init(_ value: String?, isNumber: Bool) {
    let printable = value?.printableLine ?? "-"
    text = isNumber ? printable.grouped : printable
    width = text.displayWidth
    isID = !isNumber && text.utf8.count == 36 && UUID(uuidString: text) != nil
  }

  /// With a short id.
  var shortWidth: Int { isID ? Self.shortIDLength : width }

  func fitted(to room: Int) -> String {
    guard width > room else { return text }
    return isID && room >= Self.shortIDLength ? String(text.prefix(Self.shortIDLength)) : text.cut(to: room)
  }
}
