/// The first and the last of many, as they come, without those between them.
struct Ends<Element> {
  private let half: Int
  private var firsts: [Element] = []
  /// A ring: once it is full, the next one takes the place of the oldest.
  private var lasts: [Element] = []
  /// Of all, those between included.
  private(set) var count = 0

  /// - Parameter max: as many are kept, half of them first ones.
  init(max: Int) { half = max / 2 }

  mutating func append(_ element: Element) {
    if firsts.count < half {
      firsts.append(element)
    } else if lasts.count < half {
      lasts.append(element)
    } else {
      lasts[oldest] = element
    }
    count += 1
  }

  private var oldest: Int { (count - half) % half }

  var omitted: Int { count - firsts.count - lasts.count }

  /// Those that are kept, in their order.
  var elements: [Element] {
    omitted == 0 ? firsts + lasts : firsts + lasts[oldest...] + lasts[..<oldest]
  }
}
