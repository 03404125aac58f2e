package import Foundation

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
    case .principals: .keyword("all")
    }
  }
}

/// The value that a schedule file gives to an option.
package enum OptionValue: Sendable, Hashable {
  case flag(Bool)
  case keyword(String)
  case pipelines([UUID])
  case principals([Principal])
}

/// A user or a group that owns deals, is assigned them, or has targets.
package struct Principal: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case user = "USER"
    case group = "GROUP"
  }

  package let kind: Kind
  package let id: UUID

  package init(kind: Kind, id: UUID) {
    self.kind = kind
    self.id = id
  }
}

/// A report together with the options it is to be run with. Options that are not named have their default.
package struct ReportRequest: Sendable {
  package let report: Report
  package let options: [String: OptionValue]

  package init(_ report: Report, options: [String: OptionValue] = [:]) {
    self.report = report
    self.options = options
  }

  package func value(of option: ReportOption) -> OptionValue {
    options[option.name] ?? option.defaultValue
  }
}
