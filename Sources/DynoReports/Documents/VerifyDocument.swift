internal import Exports

/// The JSON of `verify`.
struct VerifyDocument: Encodable {
  struct Problem: Encodable {
    let path: String
    let message: String
  }

  struct Tenant: Encodable {
    let tenant: String
    let files: Int
    let bytes: Int
    let problems: [Problem]
  }

  let tenants: [Tenant]
  /// Whether there are problems that `export` mends.
  let isRepairable: Bool

  private enum CodingKeys: CodingKey { case tenants }

  var isGood: Bool { tenants.allSatisfy(\.problems.isEmpty) }

  init(_ findings: [(slug: String, finding: Finding)]) {
    isRepairable = findings.contains(where: \.finding.isRepairable)
    tenants = findings.map { slug, finding in
      Tenant(
        tenant: slug, files: finding.files, bytes: finding.bytes,
        problems: finding.problems.map { Problem(path: $0.path, message: $0.message) })
    }
  }
}
