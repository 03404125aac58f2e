/// A visit whose rows are not kept as they should be, and what the rule makes of them.
struct SpoiledVisit: Sendable {
  enum Fault: CaseIterable, Sendable {
    /// The exit was never filled in.
    case exitNotFilled
    /// The row was left behind as a current one when the deal moved.
    case staysCurrent
    /// The same, although the exit was filled in.
    case staysCurrentWithExit
    case duplicated
    /// The second row does not say when the deal left.
    case duplicatedWithoutExit
    /// The same, and nobody knows whether it is current.
    case duplicatedWithUnknownState
    /// The second row says a later exit than the first.
    case duplicatedWithLaterExit
    /// The visit ends after the next one began.
    case overlaps
    /// The visit ends before the next one begins, or while the deal is still there.
    case endsEarly
    case leftBeforeEntered
  }

  let visit: StageVisit
  let fault: Fault
  /// The rows at the end, the first one instead of the true one.
  let rows: [StageStateRow]
  /// When the deal is no longer there, unless it moved before; nil if nothing says so.
  let until: Int?
  /// Whether the rows contradict each other, or themselves: whether the run warns of the deal.
  let isOdd: Bool

  /// - Returns: nil if the fault cannot happen to the visit.
  init?(_ visit: StageVisit, _ fault: Fault) {
    let day = CivilText.microsecondsPerDay
    let (left, next) = (visit.left, visit.nextEntered)
    var first = visit.row(before: .max)
    var second: StageStateRow? = first
    switch fault {
    case .exitNotFilled:
      guard left != nil else { return nil }
      (first.exitedAt, second) = (nil, nil)
      // If another visit follows, it ended this one, and all is clear.
      (until, isOdd) = (nil, next == nil)
    case .staysCurrent:
      guard left != nil else { return nil }
      (first.exitedAt, first.isCurrent, second) = (nil, true, nil)
      // A deal that left the pipeline, and one that is still there, look the same.
      (until, isOdd) = (nil, next != nil)
    case .staysCurrentWithExit:
      guard left != nil else { return nil }
      (first.isCurrent, second) = (true, nil)
      (until, isOdd) = (nil, true)
    case .duplicated:
      (until, isOdd) = (left, true)
    case .duplicatedWithoutExit:
      guard left != nil else { return nil }
      second?.exitedAt = nil
      (until, isOdd) = (nil, true)
    case .duplicatedWithUnknownState:
      guard left != nil else { return nil }
      second?.exitedAt = nil
      second?.isCurrent = nil
      (until, isOdd) = (nil, true)
    case .duplicatedWithLaterExit:
      guard let left else { return nil }
      second?.exitedAt = .at(left + 20 * day)
      (until, isOdd) = (left + 20 * day, true)
    case .overlaps:
      guard let next else { return nil }
      (first.exitedAt, second) = (.at(next + 20 * day), nil)
      (until, isOdd) = (next + 20 * day, true)
    case .endsEarly:
      let early = visit.entered + ((left ?? visit.entered + 20 * day) - visit.entered) / 3
      (first.exitedAt, first.isCurrent, second) = (.at(early), false, nil)
      (until, isOdd) = (early, false)
    case .leftBeforeEntered:
      (first.exitedAt, first.isCurrent, second) = (.at(visit.entered - day), false, nil)
      (until, isOdd) = (visit.entered - day, true)
    }
    (self.visit, self.fault) = (visit, fault)
    rows = [first] + (second.map { [$0] } ?? [])
  }

  /// Whether the rule says that the deal is in the stage just before an instant.
  func stands(at instant: Int) -> Bool {
    guard visit.entered < instant else { return false }
    if let next = visit.nextEntered, next < instant { return false }
    return until.map { $0 >= instant } ?? true
  }

  func isReported(at instant: Int) -> Bool { isOdd && visit.entered < instant }
}
