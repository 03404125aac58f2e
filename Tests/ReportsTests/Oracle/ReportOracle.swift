import Reports

/// A report worked out a second time, in plain Swift: from its design, and not from its SQL.
///
/// Each report has one, in a folder of its name; the build lists them in `allOracles`.
protocol ReportOracle: Sendable {
  static var report: Report { get }
  /// Every run of the report.
  static func runs(_ crm: CRM, _ request: OracleRequest) -> [ExpectedRun]
  /// Why its runs fail in random CRMs that hold everything that cannot be reported.
  static var failures: Set<Unreportable> { get }
  static var cases: [HandMadeCase] { get }
  /// Wrong versions of its SQL, each of which has to show.
  static var mutants: [Mutant] { get }
}

extension ReportOracle {
  static var failures: Set<Unreportable> { [.nanAmount, .outOfRange] }
}

/// The types of all reports that have an oracle.
let oracleTypes = allOracles.map { $0.report.type }
