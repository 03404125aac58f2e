/// An option that a schedule file may give to a report.
package struct ReportOption: Sendable {
  package enum Kind: Sendable {
    /// `true` or `false`.
    case flag(default: Bool)
    /// A whole number.
    case number(default: Int, range: ClosedRange<Int>)
    /// A span of whole local days, written as `30d`. The bound says what it means.
    case days(DayBound, default: Int, range: ClosedRange<Int>)
    /// A unit of the calendar. The report looks at the one that contains `as_of`, and at the next.
    case horizon(default: Horizon)
    /// One of the keywords, the first being the default, or a list of pipeline ids.
    case pipelines(keywords: [String])
    /// `all` (the default), `users`, `groups`, or a list of `{type, id}`.
    case principals
    /// The keyword, which is the default, or a list of stage ids in order.
    case stages(keyword: String)
    /// One of the keywords, the first being the default, or a mapping of stage ids to percentages with at most two decimals.
    case percents(keywords: [String])
  }

  /// What a span of days bounds.
  package enum DayBound: Sendable {
    /// What happened up to so many days after the window's end counts. A period falls due no earlier.
    case outcomes
    /// What happened since so many days before `as_of` counts.
    case lookBack
  }

  /// Another option, and the keyword that it must have for this one to mean something.
  package struct Need: Sendable {
    package let option: String
    package let keyword: String

    package init(_ option: String, _ keyword: String) {
      self.option = option
      self.keyword = keyword
    }
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
  /// nil if the option always means something.
  package let need: Need?
  /// One line for the reference of options.
  package let documentation: String

  package init(
    _ name: String, _ kind: Kind, recordedByDefault: Bool = true, needs need: Need? = nil,
    _ documentation: String
  ) {
    self.name = name
    isRecordedByDefault = recordedByDefault
    self.need = need
    self.kind = kind
    self.documentation = documentation
  }

  package var defaultValue: OptionValue {
    switch kind {
    case .flag(let value): .flag(value)
    case .number(let value, _): .number(value)
    case .days(_, let value, _): .days(value)
    case .horizon(let unit): .keyword(unit.rawValue)
    case .pipelines(let keywords), .percents(let keywords): .keyword(keywords[0])
    case .principals: .keyword(PrincipalKeyword.all.rawValue)
    case .stages(let keyword): .keyword(keyword)
    }
  }
}
