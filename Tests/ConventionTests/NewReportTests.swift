import FoundationEssentials
import Reports
import Testing
import TestingRepository

/// A new report needs only its folder, a migration and its test folder. No other code refers to a report by
/// name.
struct NewReportTests {
  @Test("Only a report's own files contain its name", arguments: ReportCatalog.product.reports.map(\.type))
  func names(type: String) throws {
    let folder = Self.folder(type)
    // Another report can have a column of the same name.
    let reports = ReportCatalog.product.reports.map { "Sources/Reports/\(Self.folder($0.type))/" }
    let ownFolders = reports + ["Sources/Runs/Migrations/"]
    // The report type, the folder, and a Swift value named after it.
    let names = [type, folder, folder.prefix(1).lowercased() + folder.dropFirst()]
    let program = try Repository.files(in: "Sources", "") + Repository.files(in: "Plugins", ".swift")
    for path in program + ["Package.swift", "Benchmarks/monthly"]
    where path.hasSuffix(".swift") || path.hasSuffix(".sql") || path == "Benchmarks/monthly" {
      if ownFolders.contains(where: path.hasPrefix) { continue }
      let text = try Repository.contents(path).replacing(/(?:\/\/|--)[^\n]*/, with: "")
      for name in names { #expect(!text.contains(name), "\(path) contains \(name)") }
    }
  }

  @Test func everyFolderIsAReport() throws {
    let folders = Set(
      try Repository.files(in: "Sources/Reports", "").compactMap { path in
        let parts = path.split(separator: "/")
        return parts.count > 3 && parts[2] != "CRM" ? String(parts[2]) : nil
      })
    #expect(folders == Set(ReportCatalog.product.reports.map { Self.folder($0.type) }))
  }

  @Test("Each report has its folders", arguments: ReportCatalog.product.reports.map(\.type))
  func folders(type: String) throws {
    let folder = Self.folder(type)
    for path in [
      "Sources/Reports/\(folder)/\(folder).swift", "Sources/Reports/\(folder)/\(type).sql",
      "Tests/ReportsTests/\(folder)/\(folder)Oracle.swift",
    ] {
      #expect((try? Repository.contents(path)) != nil, "\(path) is missing")
    }
    let migrations = try Repository.files(in: "Sources/Runs/Migrations", "_\(type).sql")
    #expect(migrations.count == 1)
  }

  private static func folder(_ type: String) -> String {
    type.split(separator: "_").map(\.capitalized).joined()
  }
}
