/// Reads a page, and refuses what a browser would have to guess about: an element that is not closed where it should be, an
/// attribute without quotation marks or said twice, a character that should be escaped.
struct PageParser {
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  private static let entities = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
  /// Before which start tags, and which end tag, HTML lets the end tags of cells and rows be left out.
  private static let impliedEnds: [String: (starts: Set<String>, end: String)] = [
    "td": (["td", "th", "tr"], "tbody"), "th": (["td", "th", "tr"], "tbody"), "tr": (["tr"], "tbody"),
  ]
  private static let withoutEnd: Set<String> = ["meta"]

  private let bytes: [UInt8]
  private var position = 0

  /// - Returns: an element without a name that contains everything.
  static func parse(_ text: String) throws -> PageElement {
    var parser = PageParser(bytes: Array(text.utf8))
    return try parser.document()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func document() throws -> PageElement {
    try expect("<!DOCTYPE html>\n")
    let root = PageElement("", [:])
    var open = [root]
    while position < bytes.count {
      let parent = open[open.count - 1]
      if bytes[position] != UInt8(ascii: "<") {
        parent.children.append(.text(try decoded(upTo("<", orEnd: true))))
      } else if starts(with: "</") {
        try expect("</")
        let name = String(decoding: try upTo(">"), as: UTF8.self)
        try expect(">")
        while Self.impliedEnds[open[open.count - 1].name]?.end == name { open.removeLast() }
        let last = open[open.count - 1].name
        guard open.count > 1, last == name else { throw fault("</\(name)> closes <\(last)>") }
        open.removeLast()
      } else {
        let (element, isClosed) = try startTag()
        while Self.impliedEnds[open[open.count - 1].name]?.starts.contains(element.name) == true {
          open.removeLast()
        }
        open[open.count - 1].children.append(.element(element))
        if element.name == "style" {
          var text: [UInt8] = []
          while !starts(with: "</style>") {
            guard position < bytes.count else { throw fault("the style does not end") }
            text.append(bytes[position])
            position += 1
          }
          element.children.append(.text(String(decoding: text, as: UTF8.self)))
        }
        if isClosed {
          guard open.contains(where: { $0.name == "svg" }) else {
            throw fault("<\(element.name)/> outside a drawing")
          }
        } else if !Self.withoutEnd.contains(element.name) {
          open.append(element)
        }
      }
    }
    guard open.count == 1 else { throw fault("<\(open[open.count - 1].name)> is not closed") }
    return root
  }

  private mutating func startTag() throws -> (PageElement, isClosed: Bool) {
    try expect("<")
    let name = word()
    var attributes: [String: String] = [:]
    while starts(with: " ") {
      try expect(" ")
      let key = word()
      guard !key.isEmpty, attributes[key] == nil else {
        throw fault("a wrong attribute `\(key)` of <\(name)>")
      }
      attributes[key] = ""
      guard starts(with: "=") else { continue }
      try expect("=\"")
      attributes[key] = try decoded(upTo("\""))
      try expect("\"")
    }
    let isClosed = starts(with: "/")
    try expect(isClosed ? "/>" : ">")
    guard !name.isEmpty else { throw fault("an element without a name") }
    return (PageElement(name, attributes), isClosed)
  }

  private mutating func word() -> String {
    let start = position
    while position < bytes.count, !" =/>\"<".utf8.contains(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func upTo(_ end: Unicode.Scalar, orEnd: Bool = false) throws -> ArraySlice<UInt8> {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: end) { position += 1 }
    guard orEnd || position < bytes.count else { throw fault("no \(end)") }
    return bytes[start..<position]
  }

  private func decoded(_ bytes: ArraySlice<UInt8>) throws -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard !text.contains(">"), !text.contains("<") else { throw fault("`\(text)` is not escaped") }
    guard text.contains("&") else { return text }
    var parts = text.split(separator: "&", omittingEmptySubsequences: false)
    var result = String(parts.removeFirst())
    for part in parts {
      guard let end = part.firstIndex(of: ";"), let character = Self.entities[String(part[..<end])] else {
        throw fault("`&\(part)` is not escaped")
      }
      result += character + part[part.index(after: end)...]
    }
    return result
  }

  private func starts(with text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func expect(_ text: String) throws {
    guard starts(with: text) else { throw fault("no `\(text)`") }
    position += text.utf8.count
  }

  private func fault(_ what: String) -> Fault {
    let around = bytes[max(position - 60, 0)..<min(position + 60, bytes.count)]
    return Fault(description: "\(what), at byte \(position): \(String(decoding: around, as: UTF8.self))")
  }
}
