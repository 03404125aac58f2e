internal import Calendars
internal import Foundation
package import Reports

extension Schedule {
  /// A monthly schedule of reports about a principal and a pipeline that do not exist: their rows are zero, but they
  /// are rows.
  package static func madeUp(_ reports: [Report]) -> Schedule {
    Schedule(name: "monthly", period: .monthly, catchUp: 2, reports: reports.map(ReportRequest.init(madeUp:)))
  }
}

extension ReportRequest {
  fileprivate init(madeUp report: Report) {
    var options: [String: OptionValue] = [:]
    for option in report.options {
      switch option.kind {
      case .principals: options[option.name] = .principals([Principal(kind: .user, id: UUID())])
      case .pipelines: options[option.name] = .pipelines([UUID()])
      case .flag, .number, .days, .horizon, .stages, .percents: break
      }
    }
    self.init(report, options: options)
  }
}
