internal import Calendars

extension [Window] {
  /// The windows in order, split where one does not directly follow the other.
  var stretches: [[Window]] {
    reduce(into: []) { stretches, window in
      if let last = stretches.last?.last, window.follows(last) {
        stretches[stretches.count - 1].append(window)
      } else {
        stretches.append([window])
      }
    }
  }
}
