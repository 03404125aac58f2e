extension PageHistory {
  /// The values of a figure in the periods before, oldest first; nil where a period is missing or does not have it.
  ///
  /// - Parameter window: the label of the page's window if it is not the period: what is about a window is shown within it alone.
  func values(_ name: Figures.Name, within window: String?) -> [(label: String, value: ExactNumber?)] {
    earlier.filter {
      guard let window, name.isOfWindow else { return true }
      return $0.isOf(window)
    }
    .flatMap { period -> [(label: String, value: ExactNumber?)] in
      let value = (period.label, period.figures[name])
      return period.isFollowed ? [value] : [value, ("", nil)]
    }
  }
}
