/// The views of ours that `migrate` makes, and that somebody else may replace.
enum OwnViews {
  static let all = [LabelView.view, FreshnessView.view]
  static let columns = all.flatMap(\.columns)
}
