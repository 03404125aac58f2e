import Testing

@testable import Pages

struct PerformanceOrderTests {
  private func entry(_ name: String, _ id: String, _ amount: String) -> PerformanceEntry {
    PerformanceEntry(
      FactRow(
        positions: ["principal_type": 0, "principal_id": 1, "closed_won_amount": 2],
        values: ["USER", id, amount]),
      ShownName(name, id: id))
  }

  /// By amount, whatever its digits; of the same amount by name, and of the same name by id.
  @Test func amountThenNameThenID() throws {
    let entries = [
      entry("Cy", "3", "0.00"), entry("Bo", "9", "0.00"), entry("Zoe", "5", "9.00"), entry("Bo", "1", "0.00"),
      entry("Ann", "8", "-10.00"), entry("Abe", "2", "-9.00"), entry("Yan", "7", "10.00"),
      entry("", "44", "0.00"),
    ]
    var excerpts = PrincipalExcerpts(
      Excerpt<PerformanceEntry>(
        first: 10, last: 5, highestFirst: true, by: { $0.amount ?? .zero },
        ties: PerformanceEntry.isNamedBefore))
    for entry in entries { excerpts.add(entry) }
    let ids = excerpts.shown.map { $0.row["principal_id"] }
    #expect(ids == ["7", "5", "44", "1", "9", "3", "2", "8"])
  }
}
