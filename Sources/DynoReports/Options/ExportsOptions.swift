internal import ArgumentParser
internal import Exports
internal import Pages
internal import Runs
internal import Workbooks

/// Where files are written, and who may read them.
struct ExportsOptions: ParsableArguments {
  @OptionGroup var exports: ExportsFolderOption

  @Option(
    help: ArgumentHelp(
      "Who may read new files: `group` (0640, 0750) or `owner` (0600, 0700). \(Setting.permissions.defaultHint)",
      valueName: "who"), completion: .list(["group", "owner"]))
  var permissions: String?

  func validate() throws {
    guard Permissions(rawValue: permissionsName) != nil else {
      throw ValidationError("--permissions must be `group` or `owner`.")
    }
  }

  var folder: String { exports.folder }

  private var permissionsName: String {
    Setting.permissions.value(permissions)
  }

  private var resolvedPermissions: Permissions { Permissions(rawValue: permissionsName) ?? .group }

  /// Makes the exports folder if it is missing, and removes what processes that were killed left in it.
  func makeFolder() throws {
    let exports = ExportsFolder(folder, resolvedPermissions)
    try exports.make()
    exports.removeWhatWasLeft()
  }

  /// Runs the body with a new folder in the exports folder, and removes it afterwards.
  func withTrialFolder(_ body: (_ folder: String) throws -> Void) throws {
    try ExportsFolder(folder, resolvedPermissions).withTrial(body)
  }

  func probeTree(of slug: String) throws {
    try ExportsFolder(folder, resolvedPermissions).probeTree(of: slug)
  }

  /// The formats for people.
  private static let renderers: [any ViewRenderer] = [PageRenderer(), WorkbookRenderer()]

  /// - Parameter exports: nil for the folder that was asked for.
  func publisher(_ database: Database, exports: String? = nil) -> Publisher {
    Publisher(
      database, exports: exports ?? folder, permissions: resolvedPermissions, views: Self.renderers)
  }
}
