internal import Foundation
internal import Runs

/// An event of a tree's feed that is to be taken over.
struct AdoptableEvent {
  /// As it was published.
  let line: String
  /// The path of the file that has it.
  let feed: String
  let sequence: Int
  /// What it is about.
  let key: OccurrenceKey

  private struct Content: Decodable {
    let sequence: Int
    let schedule: String
    let period: PeriodDocument
    let revision: Int
  }

  /// - Returns: nil if the line is no event, or none of the file.
  init?(_ line: String, in file: Manifest.FeedFile, of tenant: UUID) {
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(line.utf8)),
      file.firstSequence <= content.sequence, content.sequence <= file.lastSequence,
      (1...Int(Int32.max)).contains(content.revision),
      let key = OccurrenceKey(tenantID: tenant, schedule: content.schedule, period: content.period)
    else { return nil }
    self.line = line
    feed = file.path
    sequence = content.sequence
    self.key = key.revision(content.revision)
  }
}
