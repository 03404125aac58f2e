/// A file for people that shows an occurrence, as it was published.
package struct ViewFile: Sendable, Codable, Equatable {
  /// Relative to the tenant's folder.
  package let path: String
  package let format: String
  package let bytes: Int
  package let sha256: String
  /// The version of the renderer. Another version may give other bytes.
  package let rendererVersion: String

  enum CodingKeys: String, CodingKey {
    case path, format, bytes, sha256
    case rendererVersion = "renderer_version"
  }
}
