import Testing

@testable import DynoReports

/// What a spreadsheet would take for a formula gets a quote, a number does not.
struct CSVTableTests {
  @Test func onlyTextIsGuarded() throws {
    let table = CSVTable(
      columns: [.text("name"), .textOrNumber("before"), .value("change")],
      rows: [["-Ada", "-1250.00", "-1"], ["=1+1", "-Stage", nil], ["-7", "12", "+3"]])
    var lines = ""
    try table.write { lines += $0 }
    #expect(
      lines == """
        name,before,change
        '-Ada,-1250.00,-1
        '=1+1,'-Stage,
        '-7,12,+3

        """)
  }
}
