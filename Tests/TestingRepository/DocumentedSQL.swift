internal import Foundation

/// The SQL of a document, in its blocks: each stands between `<!-- begin NAME -->` and `<!-- end NAME -->`.
package struct DocumentedSQL: Sendable {
  package struct NoBlock: Error {
    let name: String
    let document: String
  }

  private let document: String
  private let text: String

  package init(_ document: String) throws {
    self.document = document
    text = try Repository.contents(document)
  }

  /// The statements of a block as they stand.
  package func block(_ name: String) throws -> String {
    guard let start = text.range(of: "<!-- begin \(name) -->\n\n```sql\n"),
      let end = text.range(of: "```\n\n<!-- end \(name) -->", range: start.upperBound..<text.endIndex)
    else { throw NoBlock(name: name, document: document) }
    return String(text[start.upperBound..<end.lowerBound])
  }
}
