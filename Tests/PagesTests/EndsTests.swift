import Testing

@testable import Pages

struct EndsTests {
  @Test(arguments: [0, 1, 3, 5, 6]) func fewAreAllKept(count: Int) {
    var ends = Ends<Int>(max: 6)
    for number in 0..<count { ends.append(number) }
    #expect(ends.elements == Array(0..<count) && ends.count == count && ends.omitted == 0)
  }

  @Test(arguments: [7, 8, 9, 10, 100]) func ofManyTheFirstAndTheLastAreKept(count: Int) {
    var ends = Ends<Int>(max: 6)
    for number in 0..<count { ends.append(number) }
    #expect(ends.elements == Array(0..<3) + Array(count - 3..<count))
    #expect(ends.count == count && ends.omitted == count - 6)
  }
}
