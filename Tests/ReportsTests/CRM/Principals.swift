import Foundation

/// A user or a group. The same id can be both; these are then two principals.
struct PrincipalKey: Hashable, Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case user = "USER"
    case group = "GROUP"
  }

  let kind: Kind
  let id: UUID

  /// Whether the deal is the principal's, as owner or as assignee or as both.
  func has(_ deal: DealRow) -> Bool {
    switch kind {
    case .user: deal.ownedByUserID == id || deal.assignedUserID == id
    case .group: deal.ownedByGroupID == id || deal.assignedGroupID == id
    }
  }

  func has(_ target: SalesTargetRow) -> Bool {
    target.principalType == kind.rawValue && target.principalID == id
  }
}

extension CRM {
  /// All that own or are assigned a deal of the tenant, or have a sales target.
  func principals(of tenantID: UUID) -> [PrincipalKey] {
    var found: Set<PrincipalKey> = []
    for deal in deals(of: tenantID) {
      for id in [deal.ownedByUserID, deal.assignedUserID] {
        if let id { found.insert(PrincipalKey(kind: .user, id: id)) }
      }
      for id in [deal.ownedByGroupID, deal.assignedGroupID] {
        if let id { found.insert(PrincipalKey(kind: .group, id: id)) }
      }
    }
    for target in targets(of: tenantID) {
      guard let kind = target.kind else { continue }
      found.insert(PrincipalKey(kind: kind, id: target.principalID))
    }
    return found.inOrder
  }

  func principals(_ choice: PrincipalChoice, of tenantID: UUID) -> [PrincipalKey] {
    switch choice {
    case .all: principals(of: tenantID)
    case .users: principals(of: tenantID).filter { $0.kind == .user }
    case .groups: principals(of: tenantID).filter { $0.kind == .group }
    case .listed(let keys): Set(keys).inOrder
    }
  }
}

extension SalesTargetRow {
  /// nil for a target that is for neither a user nor a group.
  var kind: PrincipalKey.Kind? { principalType.flatMap(PrincipalKey.Kind.init) }
}

extension Set<PrincipalKey> {
  fileprivate var inOrder: [PrincipalKey] {
    sorted {
      $0.kind == $1.kind ? $0.id.precedes($1.id) : $0.kind.rawValue < $1.kind.rawValue
    }
  }
}
