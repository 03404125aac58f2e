import Testing

@testable import Pages

struct SparklineTests {
  private func drawing(_ values: [Int?], from lowest: Int, to highest: Int, reference: Int? = nil) throws
    -> [PageElement]
  {
    let sparkline = Sparkline(
      values.map { $0.map { ExactNumber($0) } }, from: ExactNumber(lowest), to: ExactNumber(highest),
      reference: reference.map { ExactNumber($0) })
    return try drawing(sparkline)
  }

  private func drawing(_ sparkline: Sparkline) throws -> [PageElement] {
    let markup = sparkline.markup(y: 36, height: 28).text
    return try PageParser.parse("<!DOCTYPE html>\n<svg>\(markup)</svg>").descendants()
  }

  private func lines(_ drawing: [PageElement]) -> [String?] {
    drawing.filter { $0.name == "polyline" }.map { $0.attributes["points"] }
  }

  /// 20 pixels are for the values, with 4 above and below.
  @Test func lineFromTheFirstToTheLast() throws {
    let drawing = try drawing([0, 5, 10], from: 0, to: 10)
    #expect(lines(drawing) == ["0.00,24.00 48.50,14.00 97.00,4.00"])
    let dot = try #require(drawing.first { $0.name == "circle" })
    #expect(dot.attributes["cx"] == "97.00%" && dot.attributes["cy"] == "4.00")
  }

  @Test func aMissingPeriodIsAGap() throws {
    let drawing = try drawing([0, 10, nil, 10, 0], from: 0, to: 10)
    #expect(lines(drawing) == ["0.00,24.00 24.25,4.00", "72.75,4.00 97.00,24.00"])
  }

  /// Nothing could be drawn to or from it.
  @Test func aValueBetweenTwoGapsIsASmallDot() throws {
    let drawing = try drawing([0, nil, 5, nil, 10, 10, nil], from: 0, to: 10)
    #expect(lines(drawing) == ["64.67,4.00 80.83,4.00"])
    let dots = drawing.filter { $0.name == "circle" && $0.classes == ["alone"] }
    #expect(dots.map { $0.attributes["cx"] } == ["0.00%", "32.33%"])
    #expect(dots.map { $0.attributes["cy"] } == ["24.00", "14.00"])
  }

  @Test func theLastValueHasOneDot() throws {
    let drawing = try drawing([nil, 5, nil], from: 0, to: 10)
    #expect(drawing.filter { $0.name == "circle" }.map(\.classes) == [["strong"]])
  }

  @Test func oneValueIsADotAlone() throws {
    let drawing = try drawing([7], from: 0, to: 10)
    #expect(lines(drawing).isEmpty)
    #expect(drawing.filter { $0.name == "circle" }.map { $0.attributes["cx"] } == ["97%"])
  }

  @Test func theDotStandsAtTheLastValueThereIs() throws {
    let drawing = try drawing([0, 10, nil], from: 0, to: 10)
    #expect(drawing.filter { $0.name == "circle" }.map { $0.attributes["cx"] } == ["48.50%"])
  }

  @Test func noValueIsNothing() throws {
    #expect(try drawing([nil, nil], from: 0, to: 6, reference: 3).map(\.name) == ["svg"])
    #expect(try drawing(Sparkline([])).map(\.name) == ["svg"])
  }

  @Test func whatIsBeyondTheAxisStandsAtItsEnd() throws {
    #expect(try lines(drawing([-5, 50], from: 0, to: 10)) == ["0.00,24.00 97.00,4.00"])
  }

  @Test func theReferenceIsAThinLine() throws {
    let drawing = try drawing([1, 2], from: 0, to: 6, reference: 3)
    #expect(drawing.filter { $0.classes == ["hair"] }.map { $0.attributes["y1"] } == ["14.00"])
  }

  /// A tenth of the height is left above and below; what never changes stands in the middle.
  @Test func anAxisOfItsOwn() throws {
    #expect(try lines(drawing(Sparkline([ExactNumber(0), ExactNumber(10)]))) == ["0.00,22.33 97.00,5.67"])
    #expect(try lines(drawing(Sparkline([ExactNumber(4), ExactNumber(4)]))) == ["0.00,14.00 97.00,14.00"])
  }
}
