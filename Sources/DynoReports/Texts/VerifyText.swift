/// The text output of `verify`.
enum VerifyText {
  static func render(_ document: VerifyDocument) -> StyledText {
    (document.tenants.flatMap(lines)
      + (document.isRepairable ? ["`dyno-reports export` writes the files again."] : []))
      .joined
  }

  private static func lines(_ tenant: VerifyDocument.Tenant) -> [StyledText] {
    let count = tenant.problems.count
    let verdict = count == 0 ? StyledText("all good", .good) : StyledText(counted(count, "problem"), .bad)
    let files = "\(tenant.tenant): \(counted(tenant.files, "data file")), \(tenant.bytes.grouped) bytes: "
    return [StyledText(files) + verdict]
      + tenant.problems.map {
        // File names can contain anything.
        StyledText("  \($0.path.isEmpty ? $0.message : "\($0.path): \($0.message)")".printableLine)
      }
  }
}
