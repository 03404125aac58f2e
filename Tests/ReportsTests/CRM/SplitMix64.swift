/// The SplitMix64 generator with the few draws that the tests need. They do not use the standard library's,
/// so that a seed gives the same data with every version of Swift.
struct SplitMix64: Sendable {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to but not including the limit. Slightly uneven for huge limits.
  mutating func below(_ limit: Int) -> Int {
    Int(next() % UInt64(limit))
  }

  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  mutating func chance(_ percent: Int) -> Bool {
    below(100) < percent
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// Often the first element, so that enough data belongs to one element.
  mutating func pickUneven<Element>(_ elements: [Element]) -> Element {
    chance(40) ? elements[0] : pick(elements)
  }

  /// At least one of the elements, each at most once, in random order.
  mutating func some<Element>(_ elements: [Element]) -> [Element] {
    var rest = elements
    var chosen: [Element] = []
    for _ in 0..<within(1...elements.count) {
      chosen.append(rest.remove(at: below(rest.count)))
    }
    return chosen
  }
}
