/// Which of many rows a chart shows: all if they are few, otherwise some of the first and some of the last.
struct Excerpt<Element> {
  private static var maxWhole: Int { 30 }

  let first: [Element]
  /// What lies between.
  let omitted: ArraySlice<Element>
  let last: [Element]

  init(_ elements: [Element], first: Int, last: Int) {
    guard elements.count > Self.maxWhole else {
      self.first = elements
      omitted = []
      self.last = []
      return
    }
    self.first = Array(elements.prefix(first))
    omitted = elements.dropFirst(first).dropLast(last)
    self.last = Array(elements.suffix(last))
  }

  var shown: [Element] { first + last }
}
