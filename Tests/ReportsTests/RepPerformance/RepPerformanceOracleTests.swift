import Foundation
import Testing

@Suite struct RepPerformanceOracleTests {
  @Test func workedOutByHand() {
    let crm = CRM.example([
      // All are created on day 1. Deals 1 to 3 are closed 1, 2 and 2 days later, and two of them won.
      WorkedExample.deal(
        1, .cents(100), by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(2))]),
      WorkedExample.deal(2, nil, by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(3))]),
      WorkedExample.deal(
        3, .cents(999), by: WorkedExample.ann, stays: [(WorkedExample.lost, WorkedExample.days(3))]),
      WorkedExample.deal(
        4, .cents(5), by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(10))]),
      WorkedExample.deal(
        5, .cents(5), by: WorkedExample.bob, stays: [(WorkedExample.lead, WorkedExample.days(3))]),
    ])
    let window = ["1970-01-01 00:00:00+00", "1970-01-11 00:00:00+00"]
    #expect(
      RepPerformanceOracle.runs(crm, WorkedExample.request()).map(\.outcome) == [
        .succeeded(rows: [
          ["USER", WorkedExample.ann.text] + window + ["4", "2", "1", "1.00", "0.50", "1.6667", "0.6667"]
        ]),
        .succeeded(rows: [
          ["USER", WorkedExample.bob.text] + window + ["1", "0", "0", "0.00", nil, nil, nil]
        ]),
      ])
  }
}
