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

  package let name: String
  package let kind: Kind
  /// One line for the reference of options.
  package let documentation: String

  package init(_ name: String, _ kind: Kind, _ documentation: String) {
    self.name = name
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
