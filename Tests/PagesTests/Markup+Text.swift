@testable import Pages

extension Markup {
  /// What stands on the page.
  func plainText() throws -> String {
    try PageParser.parse("<!DOCTYPE html>\n<p>\(text)</p>").text.replacing("\n", with: "")
  }
}
