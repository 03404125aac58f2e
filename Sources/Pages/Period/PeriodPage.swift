internal import Calendars
internal import Exports
internal import Reports
internal import Runs

/// The page of a period.
struct PeriodPage {
  private let source: ViewSource
  private let period: PagePeriod
  private let history: PageHistory
  private let rendererVersion: String

  init(_ source: ViewSource, zones: TimeZoneDatabase, rendererVersion: String) throws {
    self.source = source
    self.rendererVersion = rendererVersion
    period = try PagePeriod(source.occurrence, zones: zones)
    history =
      try source.history.map { try PageHistory(json: $0, of: source.occurrence.computed.occurrence) }
      ?? PageHistory(source)
  }

  var markup: Markup {
    get throws {
      let key = source.occurrence.key
      let origin = OriginSection(
        source: source, period: period, history: history, rendererVersion: rendererVersion)
      let sections = try self.sections()
      return Page(
        title: "\(period.title) · \(key.schedule) · \(source.tenant)",
        header: """
          <p><b>\(source.tenant)</b> · \(key.schedule) · \(period.period.label)</p>\
          <p><a href="../../../index.html">All periods of \(source.tenant)</a></p>
          """,
        body: """
          <h1>\(period.title)</h1>
          <p class="subtitle">\(subtitle)</p>
          <dl class="facts">\(facts)</dl>
          \(try PageNotes(source: source, period: period, history: history).markup)\
          \(try keyFigures.markup)\
          \(PageBudget.fitted(sections, before: origin.markup).map(\.markup))\(origin.markup)
          """,
        footer: """
          <p>Dyno Reports · \(source.tenant) · \(key.schedule) · \(period.period.label) · revision \(key.revision)</p>\
          <p>Made from stored facts; the same facts give the same page.</p>
          """
      ).markup
    }
  }

  private var subtitle: String {
    period.subtitle(
      currency: source.occurrence.request.currency, hasOtherCurrencies: source.occurrence.hasOtherCurrencies,
      revision: source.occurrence.key.revision)
  }

  private var facts: [Markup] {
    period.facts(revision: revision).map { fact in
      "<div><dt>\(fact.name)</dt><dd>\(fact.value)</dd></div>"
    }
  }

  /// `1, no failed runs, 12 warnings`
  private var revision: Markup {
    let runs = source.occurrence.reports.compactMap(\.runs)
    let failed = runs.map(\.failed).reduce(0, +)
    let warnings = runs.flatMap(\.warnings.values).reduce(0, +)
    let failures = failed == 0 ? "no failed runs" : counted(failed, "failed run")
    let rest: Markup = warnings == 0 ? "" : ", <a href=\"#warnings\">\(counted(warnings, "warning"))</a>"
    return "\(source.occurrence.key.revision), \(failures)\(rest)"
  }

  private var keyFigures: KeyFigures {
    get throws {
      let forecast = try FactTable(.forecast, in: source)
      let end = try forecast?.all.first { $0["close_bucket"] == "CURRENT" }?["bucket_end"]
        .flatMap { CivilDate(iso: $0) }?.adding(days: -1)
      let coverage = try FactTable(.coverage, in: source).map { try CoverageFacts($0) }
      return KeyFigures(
        history: history, period: period, forecastEnd: end.map { "\($0.day) \($0.monthName.prefix(3))" },
        currentUnit: forecast.map { period.horizon(of: $0) } ?? "quarter",
        subjects: coverage?.noun.many ?? "people")
    }
  }

  /// Those of the reports that the period has, from the whole to the person.
  private func sections() throws -> [PageSection] {
    let overview = try FactTable(.overview, in: source).map { try OverviewSection($0, period).section() }
    let coverage = try FactTable(.coverage, in: source).map { table in
      let facts = try CoverageFacts(table)
      return period.isRunning
        ? try CoverageSection(facts: facts, period: period, history: history).section()
        : try TargetSection(facts: facts, period: period).section()
    }
    let performance = try FactTable(.performance, in: source).map {
      try PerformanceSection($0, period).section()
    }
    let forecast = try FactTable(.forecast, in: source).map { try ForecastSection($0, period).section() }
    let stages = try FactTable(.stages, in: source).map { try StagesSection($0, period).section() }
    let conversion = try FactTable(.conversion, in: source).map {
      try ConversionSection($0, period).section()
    }
    let others = try source.occurrence.request.reports.map(source.report).filter { $0.presentation == nil }
      .map { try PlainSection(table: FactTable($0, in: source)).section() }
    return
      (period.isRunning
      ? [forecast, coverage, stages, conversion, overview, performance]
      : [overview, coverage, forecast, stages, conversion, performance]).compactMap(\.self) + others
  }
}
