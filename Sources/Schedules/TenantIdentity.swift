import Foundation

/// What no two files may have in common, with the places where it stands.
struct TenantIdentity: Sendable {
  var id: (value: UUID, position: Position)?
  var slug: (value: String, position: Position)?
}
