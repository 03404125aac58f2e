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
    option.isRecordedByDefault || value(of: option) != option.defaultValue
  }
}
