import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

@testable import Exports

/// A tenant whose months of facts are published without being computed.
struct PublishedFacts {
  let database: TestDatabase
  let exports = TemporaryFolder()
  let tenant = UUID(uuidString: "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11")!
  var views: [any ViewRenderer] = []

  init(views: [any ViewRenderer] = []) throws {
    database = try TestDatabase()
    self.views = views
  }

  var tree: String { exports.path + "/tenant=acme" }

  private var publisher: Publisher {
    Publisher(database.runtime, exports: exports.path, permissions: .group, views: views)
  }

  func compute(
    _ month: String = "2026-10", schedule: String = "monthly", rows: Int = 3, revision: Int = 1,
    formats: String = #"["csv", "xml"]"#
  ) throws {
    try database.load(
      CoverageFacts.script(
        tenant: tenant, rows: rows, revision: revision, month: month, schedule: schedule, formats: formats))
  }

  @discardableResult
  func publish() throws -> Publisher.Outcome {
    let outcome = try publisher.publish(tenant: tenant, on: database.runtime.connect(), waiting: true)
    return try #require(outcome)
  }

  /// - Returns: the paths that were moved out of the tree.
  @discardableResult
  func export() throws -> [String] {
    var setAside: [String] = []
    _ = try exportOutcome { setAside.append($0) }
    return setAside
  }

  func exportOutcome(setAside: (String) -> Void = { _ in }) throws -> Publisher.Outcome {
    try publisher.export(tenant: tenant, slug: "acme", on: database.runtime.connect()) { path, _ in
      setAside(path)
    }
  }

  /// Publishes, but the server refuses the COMMIT, when the manifest is already in place.
  func publishWithoutCommit() throws {
    try database.load(
      """
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
      CREATE CONSTRAINT TRIGGER refusal AFTER UPDATE ON report_tenant DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION refuse();
      """)
    let before = try manifest().sequence
    #expect(throws: PostgresError.self) { try publish() }
    #expect(try manifest().sequence > before)
    try database.load("DROP TRIGGER refusal ON report_tenant; DROP FUNCTION refuse()")
  }

  func manifest() throws -> Manifest {
    let published = try #require(try PublishedTree.read(tree))
    guard case .current(let manifest) = published.contents else {
      throw TenantTrees.NotTakenOver(tree: tree)
    }
    return manifest
  }

  /// The events of the feed, as `sequence action schedule period revision`.
  func events() throws -> [String] {
    struct Event: Decodable {
      struct Period: Decodable { let label: String }
      let sequence: Int
      let action: String
      let schedule: String
      let period: Period
      let revision: Int
      let supersedes: Int?
    }
    return try manifest().changes.flatMap { file in
      try String(contentsOfFile: tree + "/" + file.path, encoding: .utf8).split(separator: "\n").map { line in
        let event = try JSONDecoder().decode(Event.self, from: Data(line.utf8))
        return "\(event.sequence) \(event.action) \(event.schedule) \(event.period.label) \(event.revision)"
          + (event.supersedes.map { " instead of \($0)" } ?? "")
      }
    }
  }

  func problems(since: Int = 0) throws -> [String] {
    let verifier = Verifier(tenant: tenant, slug: "acme", exports: exports.path, since: since)
    return try
      (verifier.verify(database.runtime, database.runtime.connect()).problems
      + verifier.verifyTree().problems).map { "\($0.path): \($0.message)" }
  }

  /// Where each file of the tree is on disk: a file that was written again has another number.
  func inodes() throws -> [String: Int] {
    try exports.files().keys.reduce(into: [:]) { inodes, path in
      let attributes = try FileManager.default.attributesOfItem(atPath: exports.path + "/" + path)
      inodes[path] = (attributes[.systemFileNumber] as? NSNumber)?.intValue
    }
  }
}
