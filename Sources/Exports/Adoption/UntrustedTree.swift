internal import Crypto
internal import Foundation
internal import Glibc

/// A tenant's folder of which nothing is trusted: no link is followed on the way to a file, nothing but plain files is read, and
/// no more of a file than its limit.
struct UntrustedTree {
  /// What a path leads to is not what a tree can have there.
  enum Failure: Error, CustomStringConvertible {
    case link
    case notAFile
    case tooLarge(bytes: Int, limit: Int)

    var description: String {
      switch self {
      case .link: "leads through a link, or through something that is no folder"
      case .notAFile: "is not a plain file"
      case .tooLarge(let bytes, let limit): "has \(bytes) bytes, more than the \(limit) that it can have"
      }
    }
  }

  /// For files that describe a tree and are held in memory.
  static let maxDescriptionBytes = 64 * 1024 * 1024
  private static let chunk = 1 << 20

  /// The tenant's folder.
  let folder: String

  /// The content of a file that describes the tree.
  ///
  /// - Returns: nil if there is no such file.
  /// - Throws: ``Failure``; `FileSystemError` if it cannot be read.
  func contents(_ path: String) throws -> Data? {
    guard let (file, bytes) = try open(path) else { return nil }
    guard bytes <= Self.maxDescriptionBytes else {
      throw Failure.tooLarge(bytes: bytes, limit: Self.maxDescriptionBytes)
    }
    var data = Data()
    // The file may grow while it is read.
    try read(file, path, limit: Self.maxDescriptionBytes) { data.append($0) }
    return data
  }

  /// Reads a file whose size is known, piece by piece.
  ///
  /// - Returns: what was read; nil if there is no such file.
  /// - Throws: ``Failure``; `FileSystemError` if it cannot be read; and what the body throws.
  func read(_ path: String, bytes: Int, _ body: (RawSpan) throws -> Void) throws -> DigestSink.Summary? {
    guard let (file, _) = try open(path) else { return nil }
    let digest = DigestSink()
    try read(file, path, limit: bytes) { piece in
      digest.write(piece.bytes)
      try body(piece.bytes)
    }
    return digest.finish()
  }

  private func read(_ file: FileHandle, _ path: String, limit: Int, _ body: (Data) throws -> Void) throws {
    defer { try? file.close() }
    var count = 0
    while true {
      let piece: Data?
      do {
        piece = try file.read(upToCount: Self.chunk)
      } catch {
        errno = EIO
        throw FileSystemError("read", folder + "/" + path)
      }
      guard let piece, !piece.isEmpty else { return }
      count += piece.count
      guard count <= limit else { throw Failure.tooLarge(bytes: count, limit: limit) }
      try body(piece)
    }
  }

  /// - Returns: the file and its size; nil if there is no such file.
  private func open(_ path: String) throws -> (file: FileHandle, bytes: Int)? {
    let folders = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let name = parts.removeLast()
    var place = FileSystem.call { unsafe Glibc.open(folder, folders) }
    for part in parts where place >= 0 {
      let inside = FileSystem.call { unsafe openat(place, part, folders) }
      let code = errno
      _ = Glibc.close(place)
      errno = code
      place = inside
    }
    guard place >= 0 else { return try missing(path) }
    // A pipe would wait for a writer.
    let descriptor = FileSystem.call {
      unsafe openat(place, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    }
    let code = errno
    _ = Glibc.close(place)
    errno = code
    guard descriptor >= 0 else { return try missing(path) }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var info = stat()
    guard FileSystem.call({ unsafe fstat(descriptor, &info) }) == 0 else {
      throw FileSystemError("look at", folder + "/" + path)
    }
    guard info.st_mode & S_IFMT == S_IFREG else { throw Failure.notAFile }
    return (file, Int(info.st_size))
  }

  /// After a file or a folder on the way to it could not be opened.
  private func missing(_ path: String) throws -> (file: FileHandle, bytes: Int)? {
    switch errno {
    case ENOENT: return nil
    case ELOOP, ENOTDIR: throw Failure.link
    case ENXIO: throw Failure.notAFile
    default: throw FileSystemError("read", folder + "/" + path)
    }
  }
}
