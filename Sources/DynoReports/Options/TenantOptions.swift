internal import ArgumentParser
internal import Foundation
internal import Schedules

/// Selects tenants, and the folder of their schedule files.
struct TenantOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Only this tenant, by slug or id; can be repeated.", valueName: "tenant"),
    completion: .tenants)
  var tenant: [String] = []

  @OptionGroup var folder: ScheduleFolderOption

  /// The selected tenants, and the issues of the schedule files.
  ///
  /// - Throws: `ValidationError` if a selected tenant does not exist.
  func load() throws -> SelectedSchedules {
    let folder = try folder.load()
    for issue in folder.issues { Terminal.tell(Message(issue)) }
    let tenants = folder.tenants.filter { file in
      tenant.isEmpty || tenant.contains(where: file.tenant.isCalled)
    }
    // If a file has problems, the name may be in that file.
    if folder.issues.isEmpty {
      for name in tenant where !tenants.contains(where: { $0.tenant.isCalled(name) }) {
        throw ValidationError("no schedule file is for the tenant `\(name)`.")
      }
    }
    return SelectedSchedules(
      tenants: tenants, issues: folder.issues, filesWithIssues: folder.pathsWithIssues.count)
  }
}

extension ScheduleFolderOption {
  /// The one tenant that a command works on.
  ///
  /// - Parameter name: a slug or an id; required if there are several tenants.
  /// - Throws: `ValidationError` with the choices, if the name does not select a tenant; `NoScheduleFile`.
  func tenant(called name: String?) throws -> TenantSchedules {
    let folder = try load()
    for issue in folder.issues { Terminal.tell(Message(issue)) }
    let all = folder.tenants
    guard !all.isEmpty else { throw NoScheduleFile(path: path) }
    let found = all.filter { file in name.map(file.tenant.isCalled) ?? true }
    guard let file = found.first, found.count == 1 else {
      throw ValidationError("--tenant must be one of \(all.map(\.tenant.slug).joined(separator: ", ")).")
    }
    return file
  }
}

extension Tenant {
  /// Whether the name is this tenant's slug or id.
  func isCalled(_ name: String) -> Bool {
    slug == name || id.uuidString.lowercased() == name.lowercased()
  }
}
