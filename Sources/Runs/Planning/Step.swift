package import Reports

package enum Step: Sendable {
  case compute(ReportRequest)
  case publish([ExportFormat], [ViewFormat])
}
