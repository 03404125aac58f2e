/// The style of all pages; see `page.css`.
enum Stylesheet {
  static let bytes = PackageResources.page_css
  static let text = String(decoding: bytes, as: UTF8.self)
}
