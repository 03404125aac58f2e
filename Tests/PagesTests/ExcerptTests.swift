import Testing

@testable import Pages

struct ExcerptTests {
  @Test func fewAreShownWhole() {
    let excerpt = Excerpt(Array(1...30), first: 12, last: 8)
    #expect(excerpt.shown == Array(1...30))
    #expect(excerpt.omitted.isEmpty)
  }

  @Test func ofManyTheFirstAndTheLastAreShown() {
    let excerpt = Excerpt(Array(1...31), first: 12, last: 8)
    #expect(excerpt.first == Array(1...12))
    #expect(Array(excerpt.omitted) == Array(13...23))
    #expect(excerpt.last == Array(24...31))
    #expect(excerpt.shown.count + excerpt.omitted.count == 31)
  }

  @Test func noneIsNone() {
    #expect(Excerpt([Int](), first: 12, last: 8).shown.isEmpty)
  }
}
