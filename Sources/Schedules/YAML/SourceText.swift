/// The characters of a file by line, with lines and columns as YAML and editors count them.
///
/// YAML 1.1, which libyaml reads, also breaks lines at U+0085, U+2028 and U+2029, but editors do not. These
/// characters are refused, like control characters, so that both count the same positions.
struct SourceText {
  private(set) var lines: [[Unicode.Scalar]] = []

  /// Fails if the bytes are not text. Forbidden characters are reported and replaced, and reading continues.
  init?(_ bytes: [UInt8], issues: inout IssueList) {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      issues.report("the file is UTF-16", at: .start, hint: "save it as UTF-8")
      return nil
    }
    var bytes = bytes[...]
    if bytes.starts(with: Self.byteOrderMark) {
      issues.report(
        "the file begins with a byte order mark", at: .start, hint: "save it as UTF-8 without BOM")
      bytes = bytes.dropFirst(Self.byteOrderMark.count)
    }
    guard let scalars = Self.decode(bytes, issues: &issues) else { return nil }
    split(scalars)
    replaceForbidden(issues: &issues)
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The text with LF line endings.
  var string: String {
    var bytes: [UInt8] = []
    for line in lines {
      for scalar in line { bytes.append(contentsOf: scalar.utf8) }
      bytes.append(UInt8(ascii: "\n"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The character at a position, if there is one.
  subscript(position: Position) -> Unicode.Scalar? {
    guard lines.indices.contains(position.line - 1) else { return nil }
    let line = lines[position.line - 1]
    return line.indices.contains(position.column - 1) ? line[position.column - 1] : nil
  }

  mutating func replace(at position: Position, with scalar: Unicode.Scalar) {
    guard self[position] != nil else { return }
    lines[position.line - 1][position.column - 1] = scalar
  }

  mutating func replaceAll(_ old: Unicode.Scalar, with new: Unicode.Scalar) {
    for line in lines.indices {
      for column in lines[line].indices where lines[line][column] == old {
        lines[line][column] = new
      }
    }
  }

  /// Reports tabs in the indentation. YAML forbids them, but libyaml's message does not say so.
  ///
  /// - Returns: whether there is any.
  func reportIndentationTabs(to issues: inout IssueList) -> Bool {
    var found = false
    for (index, line) in lines.enumerated() {
      guard let tab = line.firstIndex(where: { $0 != " " }), line[tab] == "\t" else { continue }
      issues.report(
        "tab in the indentation", at: Position(line: index + 1, column: tab + 1),
        hint: "indent with spaces")
      found = true
    }
    return found
  }

  private static func decode(_ bytes: ArraySlice<UInt8>, issues: inout IssueList) -> [Unicode.Scalar]? {
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(bytes.count)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): scalars.append(scalar)
      case .emptyInput: return scalars
      case .error:
        var before = SourceText()
        before.split(scalars)
        let position = Position(line: before.lines.count, column: (before.lines.last?.count ?? 0) + 1)
        issues.report("bytes that are not UTF-8", at: position, hint: "save the file as UTF-8")
        return nil
      }
    }
  }

  private init() {}

  private mutating func split(_ scalars: [Unicode.Scalar]) {
    var line: [Unicode.Scalar] = []
    var previous: Unicode.Scalar = " "
    for scalar in scalars {
      switch scalar {
      case "\n" where previous == "\r":
        break
      case "\n", "\r":
        lines.append(line)
        line = []
      default:
        line.append(scalar)
      }
      previous = scalar
    }
    lines.append(line)
  }

  private mutating func replaceForbidden(issues: inout IssueList) {
    for line in lines.indices {
      let forbidden = lines[line].indices.filter { !Self.isAllowed(lines[line][$0]) }
      guard let first = forbidden.first else { continue }
      let code = String(lines[line][first].value, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: max(0, 4 - code.count)) + code
      issues.report(
        "invisible character U+\(digits)", at: Position(line: line + 1, column: first + 1),
        hint: "delete it")
      for column in forbidden { lines[line][column] = "\u{FFFD}" }
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\t", " "..."~": true
    case "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}": false
    default: scalar.value >= 0xA0
    }
  }
}
