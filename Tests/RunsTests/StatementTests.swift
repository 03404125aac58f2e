import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

/// The ledger's statements are valid SQL, and no other code writes states.
struct StatementTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
  private static let folder = sources.appending(path: "Runs/Ledger/Statements")
  /// Those that read the CRM.
  private static let contract = sources.appending(path: "Runs/SourceContract")

  private static func files(in folder: URL, _ suffix: String) -> [URL] {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return paths.filter { $0.hasSuffix(suffix) }.sorted().map { folder.appending(path: $0) }
  }

  @Test func everyStatementIsValidForTheSchema() throws {
    let database = try TestDatabase()
    let files = Self.files(in: Self.folder, ".sql") + Self.files(in: Self.contract, ".sql")
    #expect(files.count > 24)
    for file in files {
      let statement = NamedStatement(CRMDefinitions.expand(try String(contentsOf: file, encoding: .utf8)))
      try database.runtime.connect().transaction(database.runtime.transaction(.readCommitted, tenant: UUID()))
      {
        _ = try $0.describe(statement.sql)
      }
    }
  }

  @Test func everyStatementSaysItsParameters() throws {
    for file in Self.files(in: Self.folder, ".sql") + Self.files(in: Self.contract, ".sql") {
      let text = try String(contentsOf: file, encoding: .utf8)
      let comment = text.split(separator: "\n").prefix { $0.hasPrefix("--") }.joined(separator: " ")
      for name in NamedStatement(text).parameters {
        #expect(comment.contains(name), "\(file.lastPathComponent): \(name)")
      }
    }
  }

  @Test func noStateIsWrittenOutsideTheLedger() throws {
    let allowed = ["Runs/Ledger/", "Runs/Migrations/"]
    for file in Self.files(in: Self.sources, ".swift") + Self.files(in: Self.sources, ".sql") {
      if allowed.contains(where: { file.path.contains("/\($0)") }) { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for state in ["DUE", "RUNNING", "COMPUTED", "PUBLISHED", "SKIPPED"] {
        #expect(!text.contains("'\(state)'") && !text.contains("\"\(state)\""), "\(file.path): \(state)")
      }
      for table in ["report_occurrence", "report_tenant"] {
        for verb in ["UPDATE \(table)", "INSERT INTO \(table)", "DELETE FROM \(table)"] {
          #expect(!text.contains(verb), "\(file.path): \(verb)")
        }
      }
    }
  }

  @Test func onlyRequiresExactlyOneRow() throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    for count in [0, 2] {
      #expect(throws: NotOneRow.self) {
        try connection.execute("SELECT generate_series(1, \(count))").only
      }
    }
  }

  @Test func columnsAreReadByNameAndMismatchesAreErrors() throws {
    let connection = try TestDatabase(migrated: false).owner.connect()
    let row = try connection.execute("SELECT 'x' AS text, NULL::integer AS nothing, 7 AS number").only
    #expect(try row.value("number") == 7 && row.optional("nothing", as: Int.self) == nil)
    let wrong: [() throws -> Void] = [
      { _ = try row.value("nothing", as: Int.self) }, { _ = try row.value("text", as: Int.self) },
      { _ = try row.value("absent", as: String.self) }, { _ = try row.value("number", as: Bool.self) },
      { _ = try row.json("text", as: [String: Int].self) },
    ]
    for read in wrong {
      let error = #expect(throws: UnexpectedAnswer.self) { try read() }
      #expect("\(error!)".contains("x") == false || "\(error!)".contains("`text`"))
    }
  }
}
