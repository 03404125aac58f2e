import Schedules
import Testing

@Suite("The bytes of a schedule file")
struct SourceTextTests {
  private let valid = file(schedule: "period: weekly")

  @Test("must be UTF-8")
  func utf8() throws {
    #expect(
      try issues(inBytes: Array("# é\nte".utf8) + [0xC3, 0x28])
        == ["2:3: bytes that are not UTF-8; save the file as UTF-8"])
    #expect(try issues(inBytes: Array("# Grüße, 世界 🚀\n\(valid)".utf8)) == [])
  }

  @Test("have columns counted in characters, not bytes")
  func columns() throws {
    #expect(
      try issues(in: file(schedule: "\"pério🚀d\": 1, 2")) == [
        "5:5: unknown key `pério🚀d`; did you mean `period`?"
      ])
  }

  @Test("must not be UTF-16", arguments: [[0xFF, 0xFE, 0x74, 0x00], [0xFE, 0xFF, 0x00, 0x74]] as [[UInt8]])
  func utf16(bytes: [UInt8]) throws {
    #expect(try issues(inBytes: bytes) == ["1:1: the file is UTF-16; save it as UTF-8"])
  }

  @Test("must not begin with a byte order mark, but are checked after it")
  func byteOrderMark() throws {
    #expect(
      try issues(inBytes: [0xEF, 0xBB, 0xBF] + Array(file(schedule: "perod: weekly").utf8)) == [
        "1:1: the file begins with a byte order mark; save it as UTF-8 without BOM",
        "5:5: unknown key `perod`; did you mean `period`?",
      ])
  }

  @Test(
    "must not contain invisible characters, or line breaks that editors do not show",
    arguments: [
      ("\0", "U+0000"), ("\u{1B}", "U+001B"), ("\u{7F}", "U+007F"), ("\u{85}", "U+0085"),
      ("\u{2028}", "U+2028"), ("\u{2029}", "U+2029"), ("\u{FEFF}", "U+FEFF"),
    ])
  func invisible(character: String, code: String) throws {
    #expect(
      try issues(in: valid + "# a remark\(character) that goes on") == [
        "6:11: invisible character \(code); delete it"
      ])
  }

  @Test("must not exceed 1 MiB")
  func size() throws {
    let full = valid + "#" + String(repeating: "x", count: ScheduleFile.maxBytes - valid.utf8.count - 1)
    #expect(try issues(in: full) == [])
    #expect(
      try parse(full + "x").issues.map(\.description) == [
        "acme.yaml: the file is too large; a schedule file has at most 1 MiB"
      ])
  }

  @Test("can be binary: only the first hundred problems are reported")
  func binary() throws {
    let found = try issues(in: String(repeating: "\0\n", count: 5000))
    #expect(found.count == 100)
    #expect(found.first == "1:1: invisible character U+0000; delete it")
    #expect(found.last?.hasSuffix("more problems from here on; fix the first ones and check again") == true)
  }
}
