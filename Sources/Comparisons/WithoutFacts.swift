internal import Calendars
internal import Runs

/// A period whose rows are in its published files alone.
package struct WithoutFacts: Error, CustomStringConvertible {
  let occurrence: Occurrence

  /// - Throws: if one of them is such a period: without rows it would look like an empty one.
  static func check(_ occurrences: [Occurrence]) throws(WithoutFacts) {
    for occurrence in occurrences where occurrence.isWithoutFacts {
      throw WithoutFacts(occurrence: occurrence)
    }
  }

  package var description: String {
    "\(occurrence.key.schedule) \(occurrence.period.label), revision \(occurrence.key.revision), was taken over without its facts; "
      + "its rows are in its published files alone"
  }
}
