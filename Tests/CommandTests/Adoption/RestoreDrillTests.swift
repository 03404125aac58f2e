import Foundation
import Testing
import TestingDatabase

/// The restore drill of `docs/operations.md`, as it is written.
struct RestoreDrillTests {
  private static let later = "2026-12-03T00:00:00Z"

  @Test func theDrillWorksAsItIsWritten() throws {
    let installation = try Installation(files: [
      "acme.yaml": Installation.acme, "other.yaml": Installation.other,
    ])
    let drill = try DocumentedCommands("docs/operations.md", installation)
    let blocks = try drill.blocks("sh", in: "### The restore drill")
    #expect(blocks.count == 5)
    #expect(try installation.tick().status == 0)
    func run(_ number: Int) throws -> Shell.Result { try drill.run(blocks[number], at: Self.later) }
    let backup = try run(0)
    #expect(backup.status == 0, "\(backup)")
    #expect(try installation.run("run", "--at", Self.later).status == 0)
    let published = try installation.publishedFiles()

    let restored = try run(1)
    #expect(restored.status == 0, "\(restored)")
    #expect(try installation.states().count == 2)
    let doctor = try run(2)
    #expect(doctor.status == 78 && doctor.output.contains("monthly 2026-11 revision 1"), "\(doctor)")
    #expect(doctor.output.contains("`dyno-reports adopt` takes over"), "\(doctor)")
    #expect(try installation.run("run", "--at", Self.later).status == 78)
    let adopted = try run(3)
    #expect(adopted.status == 0 && adopted.output.contains("acme monthly 2026-11: taken over"), "\(adopted)")
    #expect(adopted.output.contains("all good") || adopted.output.contains("other: "), "\(adopted)")
    #expect(try installation.publishedFiles() == published)

    // The folder is lost as well; its copy is as old as the backup of the database.
    #expect(try run(1).status == 0)
    for slug in ["acme", "other"] {
      try FileManager.default.removeItem(atPath: installation.exports.path + "/tenant=\(slug)")
    }
    let copied = try run(4)
    #expect(copied.status == 0 && copied.output.contains("all good"), "\(copied)")
    let next = try installation.run("run", "--at", Self.later, "--verbose")
    #expect(next.status == 0 && next.output.contains("acme monthly 2026-11"), "\(next)")
    #expect(try installation.run("verify").status == 0)
  }
}
