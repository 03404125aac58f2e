import Reports

/// An independent implementation of a report in plain Swift, made from its design and not from its SQL.
///
/// Each report has one, in a folder with its name; the build lists them in `allOracles`.
protocol ReportOracle: Sendable {
  static var report: Report { get }
  /// Every run of the report.
  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun]
  /// The reasons why its runs fail, in random CRMs with every kind of data that cannot be reported.
  static var failures: Set<Unreportable> { get }
  static var cases: [HandMadeCase] { get }
  /// Wrong versions of its SQL, each of which must be detected.
  static var mutants: [Mutant] { get }
}

extension ReportOracle {
  static var failures: Set<Unreportable> { [.nanAmount, .outOfRange, .otherCurrency] }
}

/// The types of all reports that have an oracle.
let oracleTypes = allOracles.map { $0.report.type }
