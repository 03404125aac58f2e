internal import Exports

extension IndexedPeriod {
  /// None if its views have none.
  var figures: Figures {
    history.flatMap { try? PageHistory(json: $0) }?.own ?? Figures()
  }
}
