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
        period.isRunning ? "Won this \(period.unit)" : "Won",
        own.isWonByStages ? ConversionSection.id : OverviewSection.id, value, .wonAmount,
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
    return figure(
      .winRate, "Win rate", OverviewSection.id, value,
      detail: "\(won.grouped()) of \(closed.grouped()) closed",
      format: { $0.percent(1) },
      change: { change in
        let points = ExactNumber(change.value * 100).rounded(1)
        return points == .zero ? nil : "\(points > .zero ? "+" : "")\(points.grouped(1)) points"
      })
  }

  private var averageWon: KeyFigure? {
    own[.averageWonAmount].map {
      amount("Average won deal", OverviewSection.id, $0, .averageWonAmount, detail: "")
    }
  }

  private func amount(
    _ name: String, _ section: String, _ value: ExactNumber, _ figure: Figures.Name, detail: String
  ) -> KeyFigure {
    self.figure(figure, name, section, value, detail: detail, format: \.short, change: changeWords)
  }

  private func count(_ figure: Figures.Name, _ name: String, _ whole: String) -> KeyFigure? {
    guard let value = own[figure], let all = own[.targetCount] else { return nil }
    return self.figure(
      figure, name, CoverageSection.id, value, of: "of \(all.grouped())\(whole)", detail: "",
      format: { $0.grouped() }, change: changeWords)
  }

  private func changeWords(_ change: ExactNumber) -> String? { change == .zero ? nil : change.change }

  /// - Parameter change: the words for a change; nil if nothing is to be seen of it.
  private func figure(
    _ figure: Figures.Name, _ name: String, _ section: String, _ value: ExactNumber, of whole: String = "",
    detail: String, format: @escaping (ExactNumber) -> String, change: (ExactNumber) -> String?
  ) -> KeyFigure {
    let before = history.values(figure, within: period.looksElsewhere ? period.window.label : nil)
    let previous = before.last?.value
    return KeyFigure(
      name: name, section: section, value: format(value), of: whole,
      change: previous.map { "\(change(value - $0) ?? "unchanged") \(period.sinceBefore)" } ?? "",
      withoutChange: previous == nil ? reason(figure) : "", detail: detail,
      line: before + [(period.period.label, value)], format: format)
  }

  /// Why a figure has no change; nothing if there is no period to compare with.
  private func reason(_ figure: Figures.Name) -> String {
    guard let before = history.earlier.last else { return "" }
    let why: String
    if !before.isFollowed {
      why = "is not the period directly before"
    } else if period.looksElsewhere, figure.isOfWindow, !before.isOf(period.window.label) {
      why = "looked at another \(period.unit)"
    } else {
      switch before.figures.difference(figure) {
      case .currency: why = "has another currency"
      case .definition: why = "was computed by another definition"
      case .horizon: why = "looked ahead to another date"
      case nil: why = "does not have it"
      }
    }
    return "No change is shown: \(before.label) \(why)."
  }
}
