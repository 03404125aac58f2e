/// The text output of `verify`.
enum VerifyText {
  static func render(_ document: VerifyDocument) -> String {
    (document.tenants.flatMap(lines)
      + (document.isRepairable ? ["`dyno-reports export` writes the files again."] : []))
      .joined(separator: "\n")
  }

  private static func lines(_ tenant: VerifyDocument.Tenant) -> [String] {
    let count = tenant.problems.count
    let verdict = count == 0 ? "all good" : counted(count, "problem")
    return ["\(tenant.tenant): \(counted(tenant.files, "data file")), \(tenant.bytes) bytes: \(verdict)"]
      + tenant.problems.map {
        // File names can contain anything.
        TextTable.printable("  \($0.path.isEmpty ? $0.message : "\($0.path): \($0.message)")")
      }
  }
}
