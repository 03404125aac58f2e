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
            + ["2", "1", "1.00", "0.6667", "2.0000", nil, window[1]]
        ]),
        .succeeded(rows: [
          ["USER", WorkedExample.bob.text] + window + ["1", "0", "0", "0.00", nil, nil, nil]
            + ["0", "0", "0.00", nil, nil, nil, window[1]]
        ]),
      ])
  }

  /// Two deals of last year, won after 30 and lost after 31 days, and one of day 9, after the report was made.
  @Test func closedInTheWindow() {
    var crm = CRM.example([
      WorkedExample.deal(
        1, .cents(700), by: WorkedExample.ann, stays: [(WorkedExample.won, WorkedExample.days(2))]),
      WorkedExample.deal(
        2, .cents(99), by: WorkedExample.ann, stays: [(WorkedExample.lost, WorkedExample.days(3))]),
      WorkedExample.deal(
        3, .cents(5), by: WorkedExample.bob, stays: [(WorkedExample.won, WorkedExample.days(9))]),
    ])
    for index in [0, 1] { crm.deals[index].createdAt = .at(WorkedExample.days(-28)) }
    crm.deals[1].currency = "USD"
    var request = WorkedExample.request()
    request.asOf = WorkedExample.days(9)
    request.currency = OracleCurrency(code: "EUR", fails: true)
    request.flags["total"] = true
    let window = ["1970-01-01 00:00:00+00", "1970-01-11 00:00:00+00"]
    let end = "1970-01-10 00:00:00+00"
    #expect(
      RepPerformanceOracle.runs(crm, request).map(\.outcome) == [
        .succeeded(rows: [
          ["USER", WorkedExample.ann.text] + window + ["0", "0", "0", "0.00", nil, nil, nil]
            + ["1", "1", "7.00", "0.5000", "30.5000", nil, end]
        ]),
        .succeeded(rows: [
          ["USER", WorkedExample.bob.text] + window + ["1", "0", "0", "0.00", nil, nil, nil]
            + ["0", "0", "0.00", nil, nil, nil, end]
        ]),
        .succeeded(rows: [
          ["TENANT", WorkedExample.tenant.text] + window + ["1", "0", "0", "0.00", nil, nil, nil]
            + ["1", "1", "7.00", "0.5000", "30.5000", nil, end]
        ]),
      ])
    crm.deals[1].createdAt = .infinity
    #expect(
      RepPerformanceOracle.runs(crm, request).map(\.outcome).filter { $0 == .failed([.infiniteInstant]) }
        .count == 2)
  }
}
