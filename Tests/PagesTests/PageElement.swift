/// An element of a page that was read back.
final class PageElement {
  enum Child {
    case element(PageElement)
    case text(String)
  }

  let name: String
  let attributes: [String: String]
  var children: [Child] = []

  init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  var elements: [PageElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// All text in it.
  var text: String {
    children.reduce(into: "") { text, child in
      switch child {
      case .element(let element): text += element.text
      case .text(let own): text += own
      }
    }
  }

  var classes: Set<String> { Set((attributes["class"] ?? "").split(separator: " ").map(String.init)) }

  /// All elements in it, in the order of the page.
  func descendants() -> [PageElement] { elements.flatMap { [$0] + $0.descendants() } }

  /// Those with a name, and with a class if one is given.
  func all(_ name: String, _ style: String? = nil) -> [PageElement] {
    descendants().filter { $0.name == name && (style.map($0.classes.contains) ?? true) }
  }

  func element(id: String) -> PageElement? { descendants().first { $0.attributes["id"] == id } }
}
