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

/// The types of those that are computed in another way where periods are reconstructed.
let reconstructedTypes = allOracles.map { $0.report }.filter(\.readsHistoryInstead).map(\.type)

/// In how many ways the report is computed: two where periods are reconstructed in another one.
func variants(of type: String) -> UInt64 { reconstructedTypes.contains(type) ? 2 : 1 }

extension Report {
  fileprivate var readsHistoryInstead: Bool {
    reconstruction.isPossible && dealsSQL(asItWas: true) != dealsSQL()
  }
}
