/// Which of many rows a chart shows: all if they are few, otherwise some of the first and some of the last.
///
/// It holds no others; of each of those it keeps the number by which they are ordered.
struct Excerpt<Element> {
  private static var maxWhole: Int { 30 }

  private let maxFirst: Int
  private let maxLast: Int
  private let highestFirst: Bool
  private let value: (Element) -> ExactNumber
  private let precedes: (Element, Element) -> Bool
  private var firsts: [Element] = []
  private var lasts: [Element] = []
  private var values: [ExactNumber] = []

  /// - Parameters:
  ///   - value: what they are ordered by.
  ///   - precedes: the order of two with the same value; those that it leaves open stay in the order in which they come.
  init(
    first: Int, last: Int, highestFirst: Bool, by value: @escaping (Element) -> ExactNumber,
    ties precedes: @escaping (Element, Element) -> Bool = { _, _ in false }
  ) {
    maxFirst = first
    maxLast = last
    self.highestFirst = highestFirst
    self.value = value
    self.precedes = precedes
  }

  mutating func add(_ element: Element) {
    values.append(value(element))
    if firsts.count < Self.maxWhole || firsts.last.map({ isBefore(element, $0) }) ?? false {
      insert(element, into: &firsts)
      if firsts.count > Self.maxWhole { firsts.removeLast() }
    }
    if lasts.count < maxLast || lasts.first.map({ !isBefore(element, $0) }) ?? false {
      insert(element, into: &lasts)
      if lasts.count > maxLast { lasts.removeFirst() }
    }
  }

  private func isBefore(_ left: Element, _ right: Element) -> Bool {
    let (mine, others) = (value(left), value(right))
    if mine == others { return precedes(left, right) }
    return highestFirst ? mine > others : mine < others
  }

  private func insert(_ element: Element, into elements: inout [Element]) {
    elements.insert(element, at: elements.firstIndex { isBefore(element, $0) } ?? elements.endIndex)
  }

  var count: Int { values.count }
  private var isWhole: Bool { count <= Self.maxWhole }
  var first: [Element] { isWhole ? firsts : Array(firsts.prefix(maxFirst)) }
  var last: [Element] { isWhole ? [] : lasts }
  var shown: [Element] { first + last }
  /// How many lie between.
  var omitted: Int { count - first.count - last.count }

  /// The median of the numbers of all.
  var median: ExactNumber? { .median(values) }

  /// The median of the numbers of those between.
  var medianOfOmitted: ExactNumber? {
    let (lowest, highest) = highestFirst ? (last.count, first.count) : (first.count, last.count)
    return .median(Array(values.sorted().dropFirst(lowest).dropLast(highest)))
  }
}
