extension [[String?]] {
  /// Ordered by the columns from left to right, NULL last. (No two rows of a run agree in all dimensions.)
  var inDimensionOrder: [[String?]] {
    sorted { left, right in
      for (mine, theirs) in zip(left, right) where mine != theirs {
        guard let mine else { return false }
        guard let theirs else { return true }
        return mine < theirs
      }
      return false
    }
  }
}
