import Foundation
import Gzip
import Testing
import TestingDatabase

@testable import Exports

/// Files that are written again are compressed as they were.
struct CompressionTests {
  private let acme: PublishedFacts
  private static let csv = path("csv")
  private static let xml = path("xml")

  init() throws {
    acme = try PublishedFacts()
    // The XML is larger than a block, the CSV is not.
    try acme.compute(rows: 2_500)
    try acme.publish()
  }

  private static func path(_ format: String) -> String {
    "\(format)/report=pipeline_coverage/schedule=monthly/period=2026-10/pipeline_coverage_acme_monthly_2026-10.\(format).gz"
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(filePath: acme.tree + "/" + path))
  }

  /// How the files of coverage were compressed, by path.
  private func recorded() throws -> [String: GzipParameters] {
    let rows = try acme.database.query(
      """
      SELECT file ->> 'path', file -> 'gzip' ->> 'level', file -> 'gzip' ->> 'block_bytes'
      FROM report_occurrence, jsonb_path_query(files, '$.**.files[*]') AS file
      WHERE file ->> 'path' LIKE '%pipeline_coverage%'
      """)
    return Dictionary(
      rows.map {
        ($0[0] ?? "", GzipParameters(level: Int($0[1] ?? "") ?? 0, blockBytes: $0[2].flatMap { Int($0) }))
      }
    ) { first, _ in first }
  }

  @Test func largeFilesAreCompressedInBlocks() throws {
    #expect(
      try recorded() == [
        Self.csv: GzipParameters(level: 6, blockBytes: nil),
        Self.xml: GzipParameters(level: 6, blockBytes: 512 * 1024),
      ])
    for path in [Self.csv, Self.xml] {
      let before = try bytes(path)
      try FileManager.default.removeItem(atPath: acme.tree + "/" + path)
      try acme.export()
      #expect(try bytes(path) == before)
    }
  }

  /// An earlier program compressed all files in one piece.
  @Test func filesOfAnEarlierProgramStayInOnePiece() throws {
    let raw = try bytesBefore(compression: Self.xml)
    var member: [UInt8] = []
    let writer = GzipWriter<Never> { unsafe $0.withUnsafeBytes { unsafe member.append(contentsOf: $0) } }
    unsafe writer.write(raw.span.bytes)
    writer.finish()
    let file = try bytes(Self.xml)
    #expect(file != Data(member))
    let digest = DigestSink()
    unsafe digest.write(member.span.bytes)
    try acme.database.load(
      """
      UPDATE report_occurrence SET files = (
        replace(replace(replace(files::text, '\(DigestSink.ofFile(acme.tree + "/" + Self.xml)!.sha256)', '\(digest.finish().sha256)'),
          '"bytes": \(file.count),', '"bytes": \(member.count),'), ', "block_bytes": 524288', '')::jsonb);
      """)
    try acme.export()
    #expect(try bytes(Self.xml) == Data(member))
    #expect(try acme.problems().isEmpty)
  }

  private func bytesBefore(compression path: String) throws -> [UInt8] {
    Array(try Shell.output("gzip", "-dc", acme.tree + "/" + path).utf8)
  }
}
