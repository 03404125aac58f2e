import Foundation

/// The id and slug of a file's tenant, with their positions. No two files may share either of them.
struct TenantIdentity: Sendable {
  var id: (value: UUID, position: Position)?
  var slug: (value: String, position: Position)?
}
