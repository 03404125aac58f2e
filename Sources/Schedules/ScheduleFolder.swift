/// All schedule files of a command.
package struct ScheduleFolder: Sendable {
  /// The files that were read, sorted by name.
  package let files: [ScheduleFile]
  /// Issues of folders, and of paths without a file.
  let folderIssues: [ScheduleIssue]

  /// The tenants whose files have no issue, sorted by slug.
  package var tenants: [TenantSchedules] {
    files.compactMap(\.schedules).sorted { $0.tenant.slug < $1.tenant.slug }
  }

  /// By file and position.
  package var issues: [ScheduleIssue] {
    (files.flatMap(\.issues) + folderIssues).sorted()
  }

  /// The files and folders that have an issue, sorted by name. Their tenants are left out.
  package var pathsWithIssues: [String] {
    Set(issues.map(\.file)).sorted()
  }

  /// Reads the given files, and the schedule files of the given folders.
  package static func load(_ paths: [String], context: ScheduleContext) -> ScheduleFolder {
    var folderIssues: [ScheduleIssue] = []
    let files = ScheduleFinder.files(at: paths, issues: &folderIssues).map { path in
      switch ScheduleFinder.contents(of: path) {
      case .success(let contents): ScheduleFile.parse(contents: contents, file: path, context: context)
      case .failure(let issue): ScheduleFile(file: path, issue: issue.message, hint: issue.hint)
      }
    }
    return ScheduleFolder(files: refusingSharedTenants(files), folderIssues: folderIssues)
  }

  /// Refuses all files that share a tenant, because it is not clear which one is meant.
  ///
  /// Files with other issues count too. Otherwise a mistake in one file would decide that the other one runs.
  private static func refusingSharedTenants(_ files: [ScheduleFile]) -> [ScheduleFile] {
    let byID = Dictionary(grouping: files.filter { $0.identity.id != nil }) { $0.identity.id?.value }
    let bySlug = Dictionary(grouping: files.filter { $0.identity.slug != nil }) { $0.identity.slug?.value }
    return files.map { file in
      var issues: [ScheduleIssue] = []
      if let (id, position) = file.identity.id {
        issues += issue(in: file, at: position, key: TenantKeys.id.name, sharing: byID[id])
      }
      if let (slug, position) = file.identity.slug {
        issues += issue(in: file, at: position, key: TenantKeys.slug.name, sharing: bySlug[slug])
      }
      return file.adding(issues)
    }
  }

  private static func issue(
    in file: ScheduleFile, at position: Position, key: String, sharing: [ScheduleFile]?
  ) -> [ScheduleIssue] {
    let others = (sharing ?? []).map(\.file).filter { $0 != file.file }.map(visiblePath)
    guard !others.isEmpty else { return [] }
    return [
      ScheduleIssue(
        file: file.file, line: position.line, column: position.column,
        message: "the tenant's `\(key)` is also used in \(others.joined(separator: ", "))",
        hint: "use one file per tenant; none of these files is read")
    ]
  }
}
