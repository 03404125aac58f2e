import Foundation

extension CRM {
  /// The name of a principal. The tenant as a whole has none: no label is about it.
  func name(of principal: PrincipalKey, in tenantID: UUID) -> String? {
    principal.kind == .tenant ? nil : name(kind: principal.kind.rawValue, id: principal.id, tenantID)
  }

  func name(ofPipeline id: UUID?, in tenantID: UUID) -> String? {
    id.flatMap { name(kind: "PIPELINE", id: $0, tenantID) }
  }

  /// The smallest by its bytes of the names that are not empty, and of that the first 255 characters.
  private func name(kind: String, id: UUID, _ tenantID: UUID) -> String? {
    var smallest: String?
    for label in labels where label.tenantID == tenantID && label.kind == kind && label.id == id {
      guard let name = label.name, !name.isEmpty else { continue }
      guard let best = smallest else {
        smallest = name
        continue
      }
      if Array(name.utf8).lexicographicallyPrecedes(Array(best.utf8)) { smallest = name }
    }
    guard let smallest else { return nil }
    var cut = String.UnicodeScalarView()
    cut.append(contentsOf: smallest.unicodeScalars.prefix(255))
    return String(cut)
  }
}
