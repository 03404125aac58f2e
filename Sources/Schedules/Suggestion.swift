import Calendars

/// The word that was probably meant, if one is close enough: at most one typo in three letters.
///
/// Counts insertions, deletions, replacements and swapped neighbours, and ignores case.
func suggestion(for word: String, among candidates: [String]) -> String? {
  // Longer words are not typos, and the cost grows with the square of the length.
  guard word.unicodeScalars.count <= 40 else { return nil }
  let ranked = candidates.map {
    (word: $0, distance: EditDistance.between(word.lowercased(), $0.lowercased()))
  }
  guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
  return best.distance <= max(1, best.word.unicodeScalars.count / 3) ? best.word : nil
}

/// For the end of a message: the word that was probably meant, or, if none is close, the words that can be meant.
func advice(for word: String?, among candidates: [String]) -> String {
  if let word, let close = suggestion(for: word, among: candidates) { return "did you mean `\(close)`?" }
  var seen: Set<String> = []
  let candidates = candidates.filter { seen.insert($0).inserted }
  return candidates.count == 1
    ? "only \(enumerated(candidates)) is allowed" : "one of \(enumerated(candidates, "or"))"
}
