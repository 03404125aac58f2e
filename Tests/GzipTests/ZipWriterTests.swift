import Foundation
import Testing
import TestingDatabase
import TestingRepository

@testable import Gzip

/// Archives, read by Python's own module.
struct ZipWriterTests {
  private let folder = TemporaryFolder()

  private func archive(_ files: [(name: String, bytes: [UInt8])], piece: Int = 10_000) throws -> [UInt8] {
    var archive: [UInt8] = []
    let writer = ZipWriter { unsafe $0.withUnsafeBytes { unsafe archive.append(contentsOf: $0) } }
    for file in files {
      try writer.open(file.name)
      for start in stride(from: 0, to: file.bytes.count, by: piece) {
        try unsafe writer.write(Array(file.bytes[start..<min(start + piece, file.bytes.count)]).span.bytes)
      }
      try writer.close()
    }
    try writer.finish()
    return archive
  }

  /// What the archive holds: a line for each file, with its checksum, size and time.
  private func read(_ archive: [UInt8]) throws -> Shell.Result {
    let path = folder.path + "/\(UUID().uuidString).zip"
    try Data(archive).write(to: URL(filePath: path))
    let program = """
      import hashlib, sys, zipfile
      archive = zipfile.ZipFile(sys.argv[1])
      assert archive.testzip() is None
      for entry in archive.infolist():
          print(entry.filename, len(archive.read(entry)), hashlib.md5(archive.read(entry)).hexdigest()[:8], entry.date_time[:3])
      """
    return try Shell.run(["python3", "-c", program, path])
  }

  @Test func pythonReadsWhatWasWritten() throws {
    let archive = try archive([
      ("[Content_Types].xml", Array("<Types/>".utf8)), ("empty", []),
      ("xl/a.xml", Array(repeating: 65, count: 1_000_000)),
    ])
    let result = try read(archive)
    #expect(
      result.output == """
        [Content_Types].xml 8 1b7ea2c9 (1980, 1, 1)
        empty 0 d41d8cd9 (1980, 1, 1)
        xl/a.xml 1000000 48fcdb8b (1980, 1, 1)

        """, "\(result)")
    #expect(archive.count < 3_000)
  }

  @Test func randomFilesComeBackWhateverThePieces() throws {
    var random = SeededGenerator()
    let files = (0..<20).map { number in
      let size = Int.random(in: 0...200_000, using: &random)
      return ("\(number)", (0..<size).map { _ in UInt8.random(in: 60...90, using: &random) })
    }
    let inPieces = try archive(files, piece: 777)
    #expect(try archive(files) == inPieces)
    let lines = try read(inPieces).output.split(separator: "\n")
    #expect(lines.map { $0.split(separator: " ")[1] } == files.map { "\($0.1.count)" })
  }

  /// A damaged archive is noticed, so the checksums above are looked at.
  @Test func damageIsFound() throws {
    var archive = try archive([("a", (0..<5_000).map { UInt8($0 % 251) })])
    archive[60] ^= 1
    #expect(try read(archive).status != 0)
  }

  /// A field of the format cannot hold more.
  @Test func anArchiveEndsBeforeFourGibibytes() throws {
    let writer = ZipWriter(level: 1) { _ in }
    try writer.open("zeros")
    let zeros = [UInt8](repeating: 0, count: 64 * 1024 * 1024)
    for _ in 0..<64 { try unsafe writer.write(zeros.span.bytes) }
    #expect(throws: ZipWriter.TooLarge.self) { try writer.close() }
  }
}
