import Foundation
import Schedules
import Testing

@Suite("A folder of schedule files")
struct ScheduleFolderTests {
  @Test("gives the tenants sorted by slug")
  func tenants() throws {
    let folder = try Folder([
      "b.yaml": Self.file("acme"), "a.yml": Self.file("zeta"), "c.yaml": Self.file("initech"),
    ])
    let read = try folder.load()
    #expect(read.issues == [])
    #expect(read.pathsWithIssues == [])
    #expect(read.tenants.map(\.tenant.slug) == ["acme", "initech", "zeta"])
    #expect(read.tenants.map(\.file) == ["b.yaml", "c.yaml", "a.yml"].map(folder.path))
  }

  @Test("is read without hidden files and files that are not YAML")
  func ignored() throws {
    let folder = try Folder([
      "a.yaml": Self.file("acme"), ".b.yaml": "x", "schedule.schema.json": "{}", "README.md": "x",
      "a.yaml.bak": "x",
    ])
    #expect(try folder.load().files.map(\.file) == [folder.path("a.yaml")])
  }

  @Test("leaves out only files with issues")
  func oneBadFile() throws {
    let folder = try Folder(["a.yaml": Self.file("acme"), "b.yaml": "tenant: [", "c.yaml": "tenant: x"])
    let read = try folder.load()
    #expect(read.tenants.map(\.tenant.slug) == ["acme"])
    #expect(read.pathsWithIssues == [folder.path("b.yaml"), folder.path("c.yaml")])
    #expect(read.issues == read.issues.sorted())
    #expect(Set(read.issues.map(\.file)).count == 2)
  }

  @Test("leaves out all files that share a slug or an id, even if they have other issues")
  func sharedTenants() throws {
    let id = UUID()
    let folder = try Folder([
      "a.yaml": Self.file("acme"),
      "b.yaml": Self.file("acme").replacing("name:", with: "nmae:"),
      "c.yaml": Self.file("globex", id: id),
      "d.yaml": Self.file("other", id: id),
      "e.yaml": Self.file("initech"),
    ])
    let read = try folder.load()
    #expect(read.tenants.map(\.tenant.slug) == ["initech"])
    let shared = read.issues.filter { $0.message.contains("also used in") }
    #expect(
      shared.map(\.description)
        == [
          "\(folder.path("a.yaml")):3:9: the tenant's `slug` is also used in \(folder.path("b.yaml"))",
          "\(folder.path("b.yaml")):3:9: the tenant's `slug` is also used in \(folder.path("a.yaml"))",
          "\(folder.path("c.yaml")):2:7: the tenant's `id` is also used in \(folder.path("d.yaml"))",
          "\(folder.path("d.yaml")):2:7: the tenant's `id` is also used in \(folder.path("c.yaml"))",
        ].map { $0 + "; use one file per tenant; none of these files is read" })
    #expect(read.issues.contains { $0.file == folder.path("b.yaml") && $0.message.contains("nmae") })
  }

  @Test("must contain schedule files")
  func empty() throws {
    let folder = try Folder(["README.md": "x"])
    #expect(
      try folder.load().issues.map(\.description) == [
        "\(folder.root): the folder has no schedule files; they end with .yaml or .yml"
      ])
  }

  @Test("and its files must exist")
  func missing() throws {
    let folder = try Folder([:])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.yaml"), withDestinationPath: folder.path("nowhere"))
    try FileManager.default.createDirectory(
      atPath: folder.path("folder.yaml"), withIntermediateDirectories: false)
    let read = try folder.load([folder.root, folder.path("none.yaml")])
    #expect(
      read.issues.map(\.description) == [
        "\(folder.path("folder.yaml")): it is not a file",
        "\(folder.path("link.yaml")): a link to a file that does not exist",
        "\(folder.path("none.yaml")): no such file or folder; name the schedule files, or their folder, with --schedules or DYNO_REPORTS_SCHEDULES",
      ])
  }

  @Test("can be given together with single files, each of which counts once")
  func named() throws {
    let folder = try Folder(["a.yaml": Self.file("acme"), "b.conf": Self.file("globex")])
    let read = try folder.load([
      folder.path("b.conf"), folder.path("a.yaml"), folder.root + "/",
      folder.path("../\(folder.name)/a.yaml"),
    ])
    #expect(read.issues == [])
    #expect(read.tenants.map(\.tenant.slug) == ["acme", "globex"])
  }

  @Test("reports files that cannot be read")
  func unreadable() throws {
    let folder = try Folder([:])
    // A regular file whose first byte cannot be read, not even by root.
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("a.yaml"), withDestinationPath: "/proc/self/mem")
    #expect(
      try folder.load().issues.map(\.description) == [
        "\(folder.path("a.yaml")): the file cannot be read; check its permissions"
      ])
  }

  @Test("can contain links, as Kubernetes creates them")
  func links() throws {
    let folder = try Folder(["hidden": Self.file("acme")])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("a.yaml"), withDestinationPath: "hidden")
    #expect(try folder.load().tenants.map(\.tenant.slug) == ["acme"])
  }

  @Test("must not contain files over 1 MiB")
  func large() throws {
    let folder = try Folder(["a.yaml": String(repeating: "#", count: ScheduleFile.maxBytes + 1)])
    #expect(
      try folder.load().issues.map(\.description) == [
        "\(folder.path("a.yaml")): the file is too large; a schedule file has at most 1 MiB"
      ])
  }

  private static func file(_ slug: String, id: UUID = UUID()) -> String {
    """
    tenant:
      id: \(id)
      slug: \(slug)
      timezone: Asia/Kolkata
    schedules:
      - name: overview
        reports: [{type: pipeline_overview}]
    """
  }
}

/// A folder with files that is deleted after the test.
private final class Folder {
  let name = "schedules-\(UUID())"
  var root: String { NSTemporaryDirectory() + name }

  init(_ files: [String: String]) throws {
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    for (name, contents) in files {
      try contents.write(toFile: path(name), atomically: false, encoding: .utf8)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { "\(root)/\(name)" }

  func load(_ paths: [String]? = nil) throws -> ScheduleFolder {
    ScheduleFolder.load(paths ?? [root], context: try makeContext())
  }
}
