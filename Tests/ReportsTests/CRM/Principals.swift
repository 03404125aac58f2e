import Foundation

/// A user or a group. The same id can be both; these are then two principals. Or the tenant as a whole, with its id.
struct PrincipalKey: Hashable, Sendable {
  enum Kind: String, Sendable {
    case user = "USER"
    case group = "GROUP"
    case tenant = "TENANT"

    /// Those that own deals and have targets.
    static let named: [Kind] = [.user, .group]
  }

  let kind: Kind
  let id: UUID

  /// Whether the deal is the principal's, as owner or as assignee or as both.
  func has(_ deal: DealRow) -> Bool {
    switch kind {
    case .user: deal.ownedByUserID == id || deal.assignedUserID == id
    case .group: deal.ownedByGroupID == id || deal.assignedGroupID == id
    case .tenant: deal.tenantID == id
    }
  }

  /// No target is the tenant's, whatever its type says.
  func has(_ target: SalesTargetRow) -> Bool {
    target.kind == kind && target.principalID == id
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

  /// Those that have a run: the chosen ones, and the tenant as a whole where the total is asked for.
  func principals(_ request: OracleRequest) -> [PrincipalKey] {
    let chosen = principals(request.principals, of: request.tenantID)
    guard request.flags["total"] ?? false else { return chosen }
    return chosen + [PrincipalKey(kind: .tenant, id: request.tenantID)]
  }

  /// Whether the principal has neither a deal nor a target of the tenant, however old.
  func isUnknown(_ principal: PrincipalKey, of tenantID: UUID) -> Bool {
    principal.kind != .tenant && !principals(of: tenantID).contains(principal)
  }
}

extension SalesTargetRow {
  /// nil for a target that is for neither a user nor a group.
  var kind: PrincipalKey.Kind? { PrincipalKey.Kind.named.first { $0.rawValue == principalType } }
}

extension Set<PrincipalKey> {
  fileprivate var inOrder: [PrincipalKey] {
    sorted {
      $0.kind == $1.kind ? $0.id.precedes($1.id) : $0.kind.rawValue < $1.kind.rawValue
    }
  }
}
