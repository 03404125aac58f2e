internal import Exports

/// What `verify` found, as JSON and for people.
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

  var isGood: Bool { tenants.allSatisfy(\.problems.isEmpty) }

  init(_ findings: [(slug: String, finding: Verifier.Finding)]) {
    tenants = findings.map { slug, finding in
      Tenant(
        tenant: slug, files: finding.files, bytes: finding.bytes,
        problems: finding.problems.map { Problem(path: $0.path, message: $0.message) })
    }
  }

  var text: String {
    (tenants.flatMap(lines) + (isGood ? [] : ["`dyno-reports export` writes the files again."]))
      .joined(separator: "\n")
  }

  private func lines(_ tenant: Tenant) -> [String] {
    let count = tenant.problems.count
    let verdict = count == 0 ? "all good" : counted(count, "problem")
    return ["\(tenant.tenant): \(counted(tenant.files, "data file")), \(tenant.bytes) bytes: \(verdict)"]
      + tenant.problems.map {
        // Names are whatever somebody put there.
        TextTable.printable("  \($0.path.isEmpty ? $0.message : "\($0.path): \($0.message)")")
      }
  }
}
