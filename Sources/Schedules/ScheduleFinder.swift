import Foundation

/// Finds schedule files and reads their bytes.
enum ScheduleFinder {
  private static let extensions = ["yaml", "yml"]

  /// The given files, and the schedule files in the given folders; each once, sorted by name.
  static func files(at paths: [String], issues: inout [ScheduleIssue]) -> [String] {
    var found: [String] = []
    for path in paths {
      switch fileType(of: path) {
      case nil:
        issues.append(
          ScheduleIssue(
            file: path, message: "no such file or folder",
            hint: "name the schedule files, or their folder, with --schedules or DYNO_REPORTS_SCHEDULES"))
      case .typeDirectory: found += filesInFolder(path, issues: &issues)
      default: found.append(path)
      }
    }
    // A file that is given by two paths must not count as two files of the same tenant.
    let byPlace = Dictionary(grouping: found) { URL(fileURLWithPath: $0).standardizedFileURL.path }
    return byPlace.values.compactMap { $0.min() }.sorted()
  }

  /// Hidden files are ignored, such as those of editors and of Kubernetes.
  private static func filesInFolder(_ folder: String, issues: inout [ScheduleIssue]) -> [String] {
    guard let names = FolderNames.all(in: folder) else {
      issues.append(ScheduleIssue(file: folder, message: "the folder cannot be read"))
      return []
    }
    let files = names.filter { name in
      !name.hasPrefix(".") && extensions.contains(URL(fileURLWithPath: name).pathExtension)
    }
    if files.isEmpty {
      issues.append(
        ScheduleIssue(
          file: folder, message: "the folder has no schedule files", hint: "they end with .yaml or .yml"))
    }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    for name in names where !name.hasPrefix(".") && !files.contains(name) {
      issues += issue(ofFolder: prefix + name)
    }
    return files.map { prefix + $0 }
  }

  /// The schedule files of a folder in the folder are not read, and whoever put them there has to know.
  private static func issue(ofFolder path: String) -> [ScheduleIssue] {
    // Not behind a link; and what cannot be listed, such as `lost+found`, is not for schedules.
    let type = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    guard type == .typeDirectory, let names = FolderNames.all(in: path),
      names.contains(where: { extensions.contains(URL(fileURLWithPath: $0).pathExtension) })
    else { return [] }
    return [
      ScheduleIssue(
        file: path, message: "a folder with schedule files, which are not read",
        hint: "move them up, or let the folder's name begin with a dot")
    ]
  }

  /// A file's bytes; if the file is too large, one byte more than allowed.
  ///
  /// Reads regular files only: opening a pipe would wait for a writer.
  static func contents(of path: String) -> Result<[UInt8], ScheduleIssue> {
    switch fileType(of: path) {
    case .typeRegular: break
    case nil: return .failure(ScheduleIssue(file: path, message: "a link to a file that does not exist"))
    default: return .failure(ScheduleIssue(file: path, message: "it is not a file"))
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      return .success([UInt8](try handle.read(upToCount: ScheduleFile.maxBytes + 1) ?? Data()))
    } catch {
      return .failure(
        ScheduleIssue(file: path, message: "the file cannot be read", hint: "check its permissions"))
    }
  }

  /// The type of the file at a path, following links; nil if there is no such file.
  private static func fileType(of path: String) -> FileAttributeType? {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = (try? FileManager.default.attributesOfItem(atPath: target))?[.type] as? FileAttributeType
    return type == .typeSymbolicLink ? nil : type
  }
}
