/// A number of things in words: `1 deal`, `1,039 deals`.
func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(ExactNumber(count).grouped()) \(count == 1 ? noun : plural ?? noun + "s")"
}
