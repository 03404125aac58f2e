extension PageHistory {
  /// The values of a figure in the periods before, oldest first; nil where a period is missing or does not have it.
  ///
  /// - Parameter window: the label of the page's window if it is running: what is about a window is shown within it alone.
  func values(_ name: Figures.Name, within window: String?) -> [(label: String, value: ExactNumber?)] {
    earlier.filter {
      window == nil || !name.isOfWindow || $0.isSameWindow ?? ($0.window == window)
    }
    .flatMap { period -> [(label: String, value: ExactNumber?)] in
      let value = (period.label, period.figures[name])
      return period.isFollowed ? [value] : [value, ("", nil)]
    }
  }
}
