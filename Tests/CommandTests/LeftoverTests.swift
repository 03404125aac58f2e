import Foundation
import Testing
import TestingDatabase

/// Staging folders of killed publishers that cannot be moved away. Mounts are made in a namespace of their own.
struct LeftoverTests {
  /// Root needs no namespace of users, in which it could not reach the server's socket.
  private static let namespace = ["unshare", getuid() == 0 ? "-m" : "-rm"]
  private static let canMount = succeeds("mount -t tmpfs none /mnt")
  private static let noMount: Comment = "this system allows nobody to mount in a namespace"
  private static let canOverlay = succeeds("set -- /mnt /mnt/lower; \(mountLayers) \(mountOverlay)")
  private static let noOverlay: Comment = "this system allows nobody to mount overlayfs in a namespace"

  /// Makes layers in `$1`, on a file system of their own: in a container, /tmp can be on overlayfs, which takes no layer
  /// from another one.
  private static let mountLayers = "mount -t tmpfs none \"$1\"; mkdir \"$1/lower\" \"$1/upper\" \"$1/work\";"
  /// Mounts them at `$2`.
  private static let mountOverlay =
    "mount -t overlay overlay -o \"userxattr,lowerdir=$1/lower,upperdir=$1/upper,workdir=$1/work\" \"$2\""

  private static func succeeds(_ script: String) -> Bool {
    (try? Shell.run(namespace + ["sh", "-ec", script]).status) == 0
  }

  private let installation: Installation
  private let leftover: String

  init() throws {
    installation = try Installation()
    #expect(try installation.tick().status == 0)
    leftover = installation.exports.path + "/.staging/acme/left"
    try FileManager.default.createDirectory(atPath: leftover, withIntermediateDirectories: true)
    try Data("left".utf8).write(to: URL(filePath: leftover + "/file"))
  }

  /// Runs commands of a shell, which can use the program as `dyno-reports`.
  private func run(_ script: String, _ arguments: String...) throws -> Shell.Result {
    try Shell.run(
      Self.namespace + ["sh", "-ec", "dyno_reports() { \(Installation.program) \"$@\"; }\n" + script, "sh"]
        + arguments, environment: installation.environment)
  }

  private var markers: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: installation.exports.path + "/.staging")) ?? [])
      .sorted()
  }

  @Test(.enabled(if: canMount, noMount)) func aMountIsLeftWhereItIs() throws {
    let mounted = TemporaryFolder()
    try Data("precious".utf8).write(to: URL(filePath: mounted.path + "/precious"))
    let result = try run(
      """
      mount --bind "$1" "$2"
      dyno_reports run --allow-future --at 2026-12-03T00:00:00Z
      rm "$3/tenant=acme/xml/report=pipeline_overview/schedule=monthly/period=2026-10/"*
      dyno_reports run --allow-future --at 2027-01-03T00:00:00Z
      """, mounted.path, leftover, installation.exports.path)
    #expect(result.status == 0, "\(result)")
    #expect(
      result.errors.components(separatedBy: "acme: \(leftover) is a mount").count == 3, "\(result.errors)")
    #expect(try mounted.files().values.map { String(decoding: $0, as: UTF8.self) } == ["precious"])
    // It does not make the tree untrusted for ever: the second run did not look at the file.
    let verified = try installation.run("verify")
    #expect(verified.status == 1 && verified.output.contains(": is missing"), "\(verified)")
    // Without the mount, what is below is a leftover like any other.
    #expect(try installation.run("run", "--at", "2027-02-03T00:00:00Z").status == 0)
    #expect(!FileManager.default.fileExists(atPath: leftover))
    #expect(try installation.run("run", "--at", "2027-03-03T00:00:00Z").status == 0)
    #expect(markers == ["acme"])
  }

  /// overlayfs answers EXDEV for folders of a lower layer, as in a container whose image has the exports.
  @Test(.enabled(if: canOverlay, noOverlay)) func aFolderOfALowerLayerIsRemoved() throws {
    let layers = TemporaryFolder()
    let result = try run(
      """
      \(Self.mountLayers)
      cp -a "$2/." "$1/lower"
      \(Self.mountOverlay)
      dyno_reports run --allow-future --at 2026-12-03T00:00:00Z --verbose
      dyno_reports verify
      ls "$2/.staging/acme"
      """, layers.path, installation.exports.path)
    #expect(result.status == 0 && result.output.contains("acme monthly 2026-11"), "\(result)")
    #expect(!result.output.contains("left") && !result.errors.contains(".staging"), "\(result)")
  }

  @Test(.enabled(if: canMount, noMount)) func aMountedStagingFolderIsNamed() throws {
    let mounted = TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: mounted.path + "/killed/sub", withIntermediateDirectories: true)
    let result = try run(
      """
      mount --bind "$1" "$2/.staging/acme"
      dyno_reports run --allow-future --at 2026-12-03T00:00:00Z
      """, mounted.path, installation.exports.path)
    #expect(result.status == 73 && result.errors.contains("must be on one mount"), "\(result)")
    // The leftover there was removed where it was.
    #expect(!FileManager.default.fileExists(atPath: mounted.path + "/killed"))
    #expect(try installation.run("run", "--at", "2026-12-03T00:00:00Z").status == 0)
    #expect(try installation.run("verify").status == 0)
  }

  /// What was moved away and cannot be removed is not in the way, and does not make the tree untrusted.
  @Test(.enabled(if: canMount, noMount)) func aMountInsideALeftoverIsNotEntered() throws {
    let mounted = TemporaryFolder()
    try Data("precious".utf8).write(to: URL(filePath: mounted.path + "/precious"))
    try FileManager.default.createDirectory(atPath: leftover + "/inside", withIntermediateDirectories: true)
    let result = try run(
      """
      mount --bind "$1" "$2/inside"
      dyno_reports run --allow-future --at 2026-12-03T00:00:00Z
      rm "$3/tenant=acme/xml/report=pipeline_overview/schedule=monthly/period=2026-10/"*
      dyno_reports run --allow-future --at 2027-01-03T00:00:00Z
      """, mounted.path, leftover, installation.exports.path)
    #expect(result.status == 0 && result.errors.contains("it is not in the way"), "\(result)")
    #expect(try mounted.files().count == 1)
    #expect(try installation.run("verify").output.contains(": is missing"))
    #expect(try installation.run("run", "--at", "2027-02-03T00:00:00Z").status == 0)
    #expect(markers == ["acme"])
  }

  @Test func aFolderOfAnotherUserIsNamedWithWhatToDo() throws {
    // Nobody but root may write there; root may write everywhere.
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o555], ofItemAtPath: installation.exports.path + "/.staging/acme")
    defer {
      try? FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: installation.exports.path + "/.staging/acme")
    }
    let result = try installation.run("run", "--at", "2026-12-03T00:00:00Z")
    if getuid() == 0 {
      #expect(result.status == 0, "\(result)")
    } else {
      #expect(result.status == 73 && result.errors.contains("as its owner"), "\(result)")
    }
  }
}
