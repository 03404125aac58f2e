/// A report and the options to run it with. Missing options have their default.
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

  /// Whether the option's value is part of what identifies a run.
  package func isRecorded(_ option: ReportOption) -> Bool {
    means(option) && (option.isRecordedByDefault || value(of: option) != option.defaultValue)
  }

  /// Whether the option means something beside the others.
  package func means(_ option: ReportOption) -> Bool {
    guard let need = option.need else { return true }
    return report.options.contains { $0.name == need.option && value(of: $0) == .keyword(need.keyword) }
  }
}
