/// An element with its attributes and children, for small documents that are built in memory.
package struct XMLElement: Sendable {
  package enum Content: Sendable {
    case elements([XMLElement])
    case text(String)
  }

  let name: String
  let attributes: [(String, String)]
  let content: Content

  package init(_ name: String, _ attributes: [(String, String)] = [], _ children: [XMLElement] = []) {
    self.name = name
    self.attributes = attributes
    content = .elements(children)
  }

  package init(_ name: String, text: String) {
    self.name = name
    attributes = []
    content = .text(text)
  }

  /// The bytes of a document that has this element as its root, with one element per line.
  package func document() throws -> [UInt8] {
    var bytes: [UInt8] = []
    let writer = XMLWriter(indented: true) { chunk in
      unsafe chunk.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }
    try write(to: writer)
    try writer.finish()
    return bytes
  }

  private func write(to writer: borrowing XMLWriter) throws {
    try writer.startElement(StaticName(name))
    for (name, value) in attributes { try writer.attribute(name, value) }
    switch content {
    case .elements(let children):
      for child in children { try child.write(to: writer) }
    case .text(let text):
      let characters = Array(text.utf8) + [0]
      try unsafe characters.withUnsafeBufferPointer { try unsafe writer.text($0.baseAddress!) }
    }
    try writer.endElement()
  }
}
