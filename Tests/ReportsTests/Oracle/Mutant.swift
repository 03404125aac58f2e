/// A wrong version of a report's SQL that somebody could plausibly write. Tests have to tell each from the
/// right one: every mutant must differ from the oracle on some seed, or the seeds prove little.
struct Mutant: Sendable {
  let name: String
  let report: OracleReport
  /// What it does wrong, as behaviour: it needs no knowledge of the SQL.
  let wrong: String
  /// What a CRM has to hold for the difference to show.
  let poison: Poison
  /// Makes the wrong text of the right one; nil while nobody has written it. A text that comes back
  /// unchanged is an error: the substitution no longer finds its place.
  let rewrite: (@Sendable (String) -> String)?

  init(
    _ report: OracleReport, _ name: String, _ wrong: String, poison: Poison = [],
    rewrite: (@Sendable (String) -> String)? = nil
  ) {
    self.name = name
    self.report = report
    self.wrong = wrong
    self.poison = poison
    self.rewrite = rewrite
  }

  static let all = overview + funnel + coverage + performance
}
