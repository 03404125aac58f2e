internal import Runs

extension RunMode {
  /// What to say where there is nothing to do.
  func nothingToDo(_ otherwise: String) -> String {
    if case .due = self { "Nothing is due." } else { otherwise }
  }
}
