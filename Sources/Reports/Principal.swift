package import Foundation

/// A user or a group that owns deals, is assigned them, or has targets.
package struct Principal: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    case user = "USER"
    case group = "GROUP"
  }

  package let kind: Kind
  package let id: UUID

  package init(kind: Kind, id: UUID) {
    self.kind = kind
    self.id = id
  }
}
