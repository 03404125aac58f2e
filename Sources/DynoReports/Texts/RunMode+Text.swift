internal import Runs

extension RunMode {
  /// The message if there is nothing to do.
  func nothingToDo(_ otherwise: String) -> String {
    if case .due = self { "Nothing is due." } else { otherwise }
  }
}
