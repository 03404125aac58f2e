internal import Calendars
internal import Foundation

/// The figures at the top of a page: the first four that its reports have.
struct KeyFigures {
  private static let maxShown = 4

  let history: PageHistory
  let period: PagePeriod
  /// The end of the forecast's current unit: `31 Dec`.
  let forecastEnd: String?
  let currentUnit: String
  /// The section that says more about what was won.
  let wonSection: String
  /// Whom coverage counts: `people`.
  let subjects: String

  var markup: Markup {
    let shown = all.prefix(Self.maxShown)
    guard !shown.isEmpty else { return "" }
    return """
      <section class="figures" aria-labelledby="figures-title"><h2 id="figures-title" class="hidden">Key figures</h2>\
      <ul>\(shown.map(\.markup))</ul></section>

      """
  }

  private var all: [KeyFigure] {
    [openPipeline, weighted, won, period.isRunning ? short : reached, winRate, averageWon].compactMap(\.self)
  }

  private var own: Figures { history.own }

  private var openPipeline: KeyFigure? {
    own[.openAmount].map { value in
      amount(
        "Open pipeline", StagesSection.id, value, .openAmount,
        detail: own[.openCount].map { counted(Int($0.digits(0)) ?? 0, "deal") } ?? "")
    }
  }

  private var weighted: KeyFigure? {
    own[.weightedAmount].map { value in
      amount(
        "Weighted, to close " + (forecastEnd.map { "by \($0)" } ?? "this \(currentUnit)"), ForecastSection.id,
        value,
        .weightedAmount, detail: "")
    }
  }

  private var won: KeyFigure? {
    own[.wonAmount].map { value in
      amount(
        period.isRunning ? "Won this \(period.unit)" : "Won", wonSection, value, .wonAmount,
        detail: own[.wonCount].map { counted(Int($0.digits(0)) ?? 0, "deal") } ?? "")
    }
  }

  private var short: KeyFigure? {
    count(
      .shortCount, "\(subjects.prefix(1).uppercased() + subjects.dropFirst()) short of 3× coverage",
      " with a target")
  }

  private var reached: KeyFigure? {
    count(
      .reachedCount, "\(subjects.prefix(1).uppercased() + subjects.dropFirst()) who reached their target", "")
  }

  private var winRate: KeyFigure? {
    guard let value = own[.winRate], let closed = own[.closedCount], let won = own[.closedWonCount] else {
      return nil
    }
    let line = line(.winRate, value)
    let change = line.previous.map { previous in
      let points = ExactNumber((value - previous).value * 100).rounded(1)
      return points == .zero
        ? "unchanged \(period.sinceBefore)"
        : "\(points > .zero ? "+" : "")\(points.grouped(1)) points \(period.sinceBefore)"
    }
    return KeyFigure(
      name: "Win rate", section: OverviewSection.id, value: value.percent(1), change: change ?? "",
      detail: "\(won.grouped()) of \(closed.grouped()) closed", line: line.points, format: { $0.percent(1) })
  }

  private var averageWon: KeyFigure? {
    own[.averageWonAmount].map {
      amount("Average won deal", OverviewSection.id, $0, .averageWonAmount, detail: "")
    }
  }

  private func amount(
    _ name: String, _ section: String, _ value: ExactNumber, _ figure: Figures.Name, detail: String
  ) -> KeyFigure {
    let line = line(figure, value)
    let change = line.previous.map { previous in
      value == previous
        ? "unchanged \(period.sinceBefore)" : "\((value - previous).change) \(period.sinceBefore)"
    }
    return KeyFigure(
      name: name, section: section, value: value.short, change: change ?? "", detail: detail,
      line: line.points,
      format: \.short)
  }

  private func count(_ figure: Figures.Name, _ name: String, _ whole: String) -> KeyFigure? {
    guard let value = own[figure], let all = own[.targetCount] else { return nil }
    let line = line(figure, value)
    let change = line.previous.map { previous in
      value == previous
        ? "unchanged \(period.sinceBefore)" : "\((value - previous).change) \(period.sinceBefore)"
    }
    return KeyFigure(
      name: name, section: CoverageSection.id, value: value.grouped(), of: "of \(all.grouped())\(whole)",
      change: change ?? "", detail: "", line: line.points, format: { $0.grouped() })
  }

  /// The periods before and now, and the value of the one directly before.
  private func line(
    _ figure: Figures.Name, _ value: ExactNumber
  ) -> (points: [(label: String, value: ExactNumber?)], previous: ExactNumber?) {
    let before = history.values(figure, within: period.isRunning ? period.window.label : nil)
    return (before + [(period.period.label, value)], before.last?.value)
  }
}
