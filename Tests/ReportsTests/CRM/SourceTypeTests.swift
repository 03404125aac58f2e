import Foundation
import Reports
import Testing
import TestingRepository

/// Every report gives the same rows whatever types the CRM's columns have, among those that the product accepts.
@Suite(.serialized) struct SourceTypeTests {
  /// Printed if something differs; set DYNO_REPORTS_TEST_SEED to reproduce it.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)

  private static let crms: UInt64 = Thoroughness.count(5, full: 15)

  /// Types, and the greatest amounts, in whole units, that they hold.
  struct Choice: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let maxAmount: Int128
    let maxTarget: Int128
    /// The types for a CRM: enums have its codes.
    let types: @Sendable (CRM) -> SourceTypes
  }

  private static let choices = [
    Choice(
      testDescription: "enums, integer and bigint", maxAmount: 2_147_483_647, maxTarget: 1_000_000_000_000
    ) {
      SourceTypes(
        definitions: enums(of: $0), name: "text", stageState: "state_code", principalType: "type_code",
        amount: "integer", target: "bigint", position: $0.positionType, probability: $0.probabilityType,
        currency: $0.currency("currency_code")
      )
    },
    Choice(testDescription: "char, smallint and integer", maxAmount: 32_767, maxTarget: 2_147_483_647) {
      SourceTypes(
        name: "char(255)", stageState: "char(20)", principalType: "char(9)", amount: "smallint",
        target: "integer", position: $0.positionType, probability: $0.probabilityType,
        currency: $0.currency("char(12)"))
    },
    Choice(testDescription: "domains", maxAmount: 1_000_000_000_000, maxTarget: 1_000_000_000_000) {
      SourceTypes(
        definitions: enums(of: $0) + """
          CREATE DOMAIN id_domain AS uuid; CREATE DOMAIN instant_domain AS timestamptz; CREATE DOMAIN date_domain AS date;
          CREATE DOMAIN flag_domain AS boolean; CREATE DOMAIN name_domain AS varchar(255);
          CREATE DOMAIN currency_domain AS currency_code; CREATE DOMAIN state_domain AS state_code; CREATE DOMAIN type_domain AS char(9);
          CREATE DOMAIN amount_domain AS numeric(30,10); CREATE DOMAIN target_domain AS bigint;
          """,
        id: "id_domain", instant: "instant_domain", date: "date_domain", flag: "flag_domain",
        name: "name_domain",
        stageState: "state_domain", principalType: "type_domain", amount: "amount_domain",
        target: "target_domain", position: $0.positionType, probability: $0.probabilityType,
        currency: $0.currency("currency_domain"))
    },
  ]

  private static func enums(of crm: CRM) -> String {
    func type(_ name: String, _ codes: [String?]) -> String {
      let labels = Set(codes.compactMap(\.self)).sorted().map { "'\($0)'" }.joined(separator: ", ")
      return "CREATE TYPE \(name) AS ENUM (\(labels));\n"
    }
    // In alphabetical order, which no comparison of a report may depend on.
    return type("state_code", crm.stages.map(\.stageState))
      + type("type_code", crm.targets.map(\.principalType))
      + type("currency_code", crm.deals.map(\.currency))
  }

  @Test("Other types give the same rows", arguments: oracleTypes, choices)
  func sameRows(type: String, choice: Choice) throws {
    let oracle = try oracle(type)
    let comparison = try OracleComparison()
    let query = ReportQuery(oracle.report)
    for seed in Self.seed..<Self.seed + Self.crms * variants(of: type) {
      let trial = MutantTrial.random(
        oracle.report, [.unknownPrincipalTypes], asItWas: seed >= Self.seed + Self.crms, seed: seed)
      let crm = trial.crm.inWholeUnits(maxAmount: choice.maxAmount, maxTarget: choice.maxTarget)
      let difference = try comparison.difference(oracle, query, on: crm, trial.requests, choice.types(crm))
      #expect(difference == nil, "DYNO_REPORTS_TEST_SEED=\(seed)")
    }
  }
}

extension CRM {
  /// The type, if the CRM has the column.
  fileprivate func currency(_ type: String) -> String? { currencyType == nil ? nil : type }

  /// With amounts that integers hold, and with types of principals without blanks at the end, which `char` drops.
  fileprivate func inWholeUnits(maxAmount: Int128, maxTarget: Int128) -> CRM {
    func whole(_ amount: SourceAmount?, _ max: Int128) -> SourceAmount? {
      guard let billionths = amount?.inBillionths else { return amount }
      return .cents(billionths / 1_000_000_000 % (max + 1) * 100)
    }
    var crm = self
    for index in crm.deals.indices { crm.deals[index].amount = whole(crm.deals[index].amount, maxAmount) }
    for index in crm.targets.indices {
      crm.targets[index].amount = whole(crm.targets[index].amount, maxTarget) ?? .nan
      if crm.targets[index].principalType == "USER " { crm.targets[index].principalType = "USERS" }
    }
    return crm
  }
}
