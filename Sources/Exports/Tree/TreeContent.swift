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

  /// Writes a part of the manifest: an entry per line.
  ///
  /// - Returns: the number of entries.
  func writePart(_ part: TreePart, to sink: some FactSink) throws -> Int {
    try sink.write(
      """
      {"$schema":"../\(TreeSchema.part.path)","manifest_version":\(Manifest.currentVersion),\
      "tenant":{"id":"\(tenant.id)","slug":"\(tenant.slug)"},"schedule":"\(part.schedule)",
      "occurrences":[
      """)
    var entries = 0
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
        entries += 1
      }
    }
    try sink.write(isInHistory ? "\n]}\n" : "\n],\n\"history\":[\n]}\n")
    return entries
  }

  /// What a part lists, and whether any of it belongs to a data package.
  func tables(of part: TreePart) throws -> (tables: [PublishedTable], isPackaged: Bool) {
    let rows = try connection.execute(NamedStatement(SQLFile.part_tables), values(of: part))
    let tables = try rows.map { row in
      PublishedTable(
        report: try row.value("report"), version: try row.value("version"), formats: try row.json("formats"))
    }
    return (tables, try rows.contains { try $0.value("is_packaged") })
  }

  /// A part's section of `SHA256SUMS`, in the format that `sha256sum -c` reads in the tenant's folder.
  func sums(of part: TreePart) throws -> [UInt8] {
    var section: [UInt8] = []
    for row in try connection.execute(NamedStatement(SQLFile.part_sums), values(of: part)) {
      section += try row.value("line", as: String.self).utf8
      section.append(UInt8(ascii: "\n"))
    }
    return section
  }

  /// Writes the data package of a year.
  ///
  /// - Parameter schedules: those that have periods in it.
  func writePackage(of year: String, schedules: Set<String>, to sink: some FactSink) throws {
    let values = [
      "tenant_id": tenant.id, "year": year, "schedules": ArrayLiteral.text(schedules.sorted()),
      "state": OccurrenceState.published.rawValue,
    ]
    try sink.write(DataPackage(tenant: tenant, year: year).opening)
    var separator = "\n"
    var stream = try RowStream(connection, NamedStatement(SQLFile.package_resources), values)
    while let rows = try stream.next() {
      for row in rows {
        try sink.write(separator + JSONText.line(DataPackage.Resource(row, catalog)))
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
