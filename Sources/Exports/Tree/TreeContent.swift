internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Runs

/// Renders the files that describe a tenant's tree from the ledger. Memory use does not depend on how much is
/// published.
struct TreeContent {
  let tenant: Manifest.Tenant
  let connection: Connection
  let catalog: ReportCatalog

  /// Writes a part of the manifest: an entry per line. Only of parts whose ``files(of:)`` can be read: otherwise readers
  /// could not read it either.
  func writePart(_ part: TreePart, to sink: some FactSink) throws {
    try sink.write(
      """
      {"$schema":"../\(TreeSchema.part.path)","manifest_version":\(Manifest.currentVersion),\
      "tenant":{"id":"\(tenant.id)","slug":"\(tenant.slug)"},"schedule":"\(part.schedule)",
      "occurrences":[
      """)
    var isInHistory = false
    var separator = "\n"
    var stream = try RowStream(connection, NamedStatement(SQLFile.part_entries), values(of: part))
    while let rows = try stream.next() {
      for row in rows {
        if try !isInHistory && !row.value("is_current") {
          isInHistory = true
          try sink.write("\n],\n\"history\":[")
          separator = "\n"
        }
        try sink.write(separator + row.value("entry"))
        separator = ",\n"
      }
    }
    try sink.write(isInHistory ? "\n]}\n" : "\n],\n\"history\":[\n]}\n")
  }

  /// The files that a part lists.
  ///
  /// - Throws: ``UnwritablePart``
  func files(of part: TreePart) throws -> PartFiles {
    try PartFiles(connection.execute(NamedStatement(SQLFile.part_files), values(of: part)), of: part)
  }

  /// Writes the data package of a year.
  ///
  /// - Parameters:
  ///   - parts: those that have files in it.
  ///   - files: the files that a part lists.
  func writePackage(
    of year: String, _ parts: [TreePart], to sink: some FactSink, files: (TreePart) throws -> PartFiles
  ) throws {
    try sink.write(DataPackage(tenant: tenant, year: year).opening)
    var separator = "\n"
    for part in parts {
      for resource in try files(part).resources(catalog) {
        try sink.write(separator + JSONText.line(resource))
        separator = ",\n"
      }
    }
    try sink.write("\n]}\n")
  }

  /// Writes a file of the feed.
  func writeFeed(_ path: String, firstSequence: Int, to sink: some FactSink) throws {
    let values = ["tenant_id": tenant.id, "feed": path, "first_sequence": String(firstSequence)]
    var stream = try RowStream(connection, NamedStatement(SQLFile.feed_events), values)
    while let rows = try stream.next() {
      for row in rows { try sink.write(row.value("event") + "\n") }
    }
  }

  private func values(of part: TreePart) -> [String: String?] {
    part.values.merging(["tenant_id": tenant.id, "state": OccurrenceState.published.rawValue]) { $1 }
  }
}

extension FactSink {
  fileprivate func write(_ text: String) throws(FileSystemError) {
    try unsafe write(Array(text.utf8).span.bytes)
  }
}
