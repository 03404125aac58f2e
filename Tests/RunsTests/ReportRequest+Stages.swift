import Reports
import TestingDatabase

extension ReportRequest {
  /// With what the report must know of stages and ``SmallCRM`` does not say.
  init(knowingStagesOf report: Report, _ options: [String: OptionValue] = [:]) {
    var options = options
    for option in report.options {
      switch option.kind {
      case .percents:
        options[option.name] = .percents(
          Dictionary(uniqueKeysWithValues: SmallCRM.stages.map { ($0, 5_000) }))
      case .stages: options[option.name] = .stages(SmallCRM.openStages)
      case .flag, .number, .days, .horizon, .pipelines, .principals: break
      }
    }
    self.init(report, options: options)
  }
}
