/// The first failed runs of a published period.
package struct FailedRunList {
  /// Of as many published periods of each schedule they are shown.
  package static let maxPeriods = 10
  /// As many of each report are shown.
  package static let maxOfReport = 5

  package struct Run {
    let report: String
    /// Whom or what it is about; nil if it stands for the whole report.
    let about: String?
    let message: String

    package init(report: String, about: String?, message: String) {
      self.report = report
      self.about = about
      self.message = message
    }
  }

  private let runs: [Run]
  /// Of all reports.
  private let count: Int

  package init(_ runs: [Run], count: Int) {
    self.runs = runs
    self.count = count
  }

  /// - Parameter rest: the command that lists all.
  func markup(rest: String) -> Markup {
    let items: [Markup] = runs.map { run in
      "<li><b>\(run.report.replacing("_", with: " "))</b>\(run.about.map { ", \($0)" } ?? ""): \(run.message)</li>"
    }
    let more: Markup =
      count > runs.count
      ? "<p>and \(ExactNumber(count - runs.count).grouped()) more: <code>\(rest)</code></p>" : ""
    return "<ul class=\"runs-failed\">\(items)</ul>\(more)"
  }
}
