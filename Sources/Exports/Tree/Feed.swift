internal import Foundation
internal import PostgreSQL
internal import Runs

/// Appends events to a tenant's feed. They are stored in the ledger; the feed's files are made from these rows.
struct Feed {
  static let folder = "changes/"
  /// After so many events, the next one begins a new file.
  static let eventsPerFile = 1_000

  let tenant: Ledger.LockedTenant
  /// The number that the publication has if it changes anything.
  let sequence: Int
  /// All files, oldest first. Those with new events have no size and hash yet.
  private(set) var files: [TreeRecord.FeedFile]
  private(set) var changed: Set<String> = []

  /// - Parameter recorded: the files as recorded; nil to find them in the ledger.
  init(_ tenant: Ledger.LockedTenant, sequence: Int, recorded: [TreeRecord.FeedFile]?) throws {
    self.tenant = tenant
    self.sequence = sequence
    if let recorded {
      files = recorded
    } else {
      files = try tenant.connection.execute(
        NamedStatement(SQLFile.feeds), ["tenant_id": tenant.id.uuidString]
      ).map { row in
        TreeRecord.FeedFile(
          path: try row.value("feed"), firstSequence: try row.value("first_sequence"),
          lastSequence: try row.value("last_sequence"), events: try row.value("events"), bytes: 0, sha256: "")
      }
      changed = Set(files.map(\.path))
    }
  }

  mutating func append(_ event: ChangeEvent, of key: OccurrenceKey) throws {
    // The clock may have gone back over New Year.
    let year = max(String(event.publishedAt.prefix(4)), files.last.map(Self.year) ?? "")
    let path = nextFile(year: year)
    let last = files.last
    let isNew = last?.path != path
    if !isNew { files.removeLast() }
    files.append(
      TreeRecord.FeedFile(
        path: path, firstSequence: isNew ? sequence : last?.firstSequence ?? sequence,
        lastSequence: sequence, events: isNew ? 1 : (last?.events ?? 0) + 1, bytes: 0, sha256: ""))
    changed.insert(path)
    try tenant.recordChange(
      key, sequence: sequence, feed: path, event: JSONText.line(event))
  }

  /// The file that gets the next event.
  private func nextFile(year: String) -> String {
    guard let last = files.last, last.path.hasPrefix(Self.folder + year + "-") else {
      return Self.path(year: year, number: 1)
    }
    if last.events < Self.eventsPerFile { return last.path }
    return Self.path(year: year, number: 1 + files.count { $0.path.hasPrefix(Self.folder + year + "-") })
  }

  private static func year(of file: TreeRecord.FeedFile) -> String {
    String(file.path.dropFirst(folder.count).prefix(4))
  }

  static func isPath(_ path: String) -> Bool {
    path.wholeMatch(of: /changes\/[0-9]{4}-[0-9]{4,}\.ndjson/) != nil
  }

  private static func path(year: String, number: Int) -> String {
    let digits = String(number)
    return "\(folder)\(year)-\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).ndjson"
  }
}
