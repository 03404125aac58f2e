/// An option that a schedule file may give to a report.
package struct ReportOption: Sendable {
  package enum Kind: Sendable {
    /// `true` or `false`.
    case flag(default: Bool)
    /// One of the keywords, the first being the default, or a list of pipeline ids.
    case pipelines(keywords: [String])
    /// `all` (the default), `users`, `groups`, or a list of `{type, id}`.
    case principals
  }

  /// The keyword of `pipelines` that asks for one run over all of them.
  package static let combined = "combined"

  /// Asks for one more run, about the tenant as a whole: each deal once, whoever has it, and those that nobody has.
  package static let total = ReportOption(
    "total", .flag(default: false), recordedByDefault: false,
    "Whether to add a row about the tenant as a whole, with each deal once, also those of nobody.")

  package let name: String
  package let kind: Kind
  /// Whether a run is identified by the option's default too. An option that came after the first version of its report is
  /// not: the runs of before keep their ids.
  package let isRecordedByDefault: Bool
  /// One line for the reference of options.
  package let documentation: String

  package init(_ name: String, _ kind: Kind, recordedByDefault: Bool = true, _ documentation: String) {
    self.name = name
    isRecordedByDefault = recordedByDefault
    self.kind = kind
    self.documentation = documentation
  }

  package var defaultValue: OptionValue {
    switch kind {
    case .flag(let value): .flag(value)
    case .pipelines(let keywords): .keyword(keywords[0])
    case .principals: .keyword(PrincipalKeyword.all.rawValue)
    }
  }
}
