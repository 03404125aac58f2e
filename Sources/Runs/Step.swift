internal import Calendars
package import Reports
internal import Schedules

package enum Step: Sendable {
  case compute(ReportRequest)
  case publish([ExportFormat])
}
