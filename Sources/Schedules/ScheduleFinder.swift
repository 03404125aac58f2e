import Foundation

/// Finds schedule files and reads their bytes.
enum ScheduleFinder {
  private static let extensions = ["yaml", "yml"]

  /// The files that were named, and those in the folders that were named; each once, by name.
  static func files(at paths: [String], issues: inout [ScheduleIssue]) -> [String] {
    var found: [String] = []
    for path in paths {
      switch fileType(of: path) {
      case nil: issues.append(ScheduleIssue(file: path, message: "there is no such file or folder"))
      case .typeDirectory: found += filesInFolder(path, issues: &issues)
      default: found.append(path)
      }
    }
    // One file must not seem to be two with the same tenant because it was given in two ways.
    let byPlace = Dictionary(grouping: found) { URL(fileURLWithPath: $0).standardizedFileURL.path }
    return byPlace.values.compactMap { $0.min() }.sorted()
  }

  /// Hidden files are ignored: editors' and Kubernetes' own are among them.
  private static func filesInFolder(_ folder: String, issues: inout [ScheduleIssue]) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      issues.append(ScheduleIssue(file: folder, message: "the folder cannot be read"))
      return []
    }
    let files = names.filter { name in
      !name.hasPrefix(".") && extensions.contains(URL(fileURLWithPath: name).pathExtension)
    }
    if files.isEmpty {
      issues.append(
        ScheduleIssue(
          file: folder, message: "the folder has no schedule files", hint: "they are named `<slug>.yaml`"))
    }
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    return files.map { prefix + $0 }
  }

  /// A file's bytes, and one more than allowed where it is too large.
  ///
  /// Only of regular files: to open a pipe would wait for somebody to write to it.
  static func contents(of path: String) -> Result<[UInt8], ScheduleIssue> {
    switch fileType(of: path) {
    case .typeRegular: break
    case nil: return .failure(ScheduleIssue(file: path, message: "a link to a file that is not there"))
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

  /// What a path leads to, links followed; nothing where that is not there.
  private static func fileType(of path: String) -> FileAttributeType? {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = (try? FileManager.default.attributesOfItem(atPath: target))?[.type] as? FileAttributeType
    return type == .typeSymbolicLink ? nil : type
  }
}
