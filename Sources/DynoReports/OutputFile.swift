internal import Foundation
internal import Glibc

/// A file that a command writes for people. Where it can, it is put in place at once, so that no reader, such as a web server,
/// sees half of it.
struct OutputFile {
  let path: String

  var isStandardOutput: Bool { path == "/dev/stdout" }

  /// What is behind a link is written, and the link stays. A device or a pipe cannot be replaced, nor can a file in a folder that
  /// takes no new ones: they are written directly.
  func write(_ data: Data) throws {
    if isStandardOutput { return try FileHandle.standardOutput.write(contentsOf: data) }
    var info = stat()
    let exists = unsafe stat(path, &info) == 0
    let isPlain = exists && info.st_mode & S_IFMT == S_IFREG
    let isLink = unsafe lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFLNK
    // Numbered descriptors look like links to the files that are open, and their readers would keep the old ones.
    let isDescriptor = ["/dev/", "/proc/"].contains(where: path.hasPrefix) && isLink
    guard isPlain && !isDescriptor || !exists && !isLink else { return try writeDirectly(data) }
    do {
      try data.write(to: URL(filePath: path).resolvingSymlinksInPath(), options: .atomic)
    } catch let error as CocoaError where exists && error.isRefusal {
      try writeDirectly(data)
    }
  }

  private func writeDirectly(_ data: Data) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: data)
  }
}

extension CocoaError {
  /// Whether the folder takes no new file, or the file is mounted and cannot be replaced. A full disk is no such reason: it would
  /// leave half a file.
  fileprivate var isRefusal: Bool {
    code == .fileWriteNoPermission || code == .fileWriteVolumeReadOnly
      || (underlying as? POSIXError)?.code == .EBUSY
  }
}
