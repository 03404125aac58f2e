internal import ArgumentParser
internal import Foundation
internal import Runs
internal import Schedules

/// A run as the command line names it: by its id, or by the first eight characters of it or more, as tables on a terminal show it.
struct RunReference {
  private let text: String
  /// The lowest and the highest id that begins like this.
  private let first: UUID
  private let last: UUID

  /// - Throws: `ValidationError` if no id begins like this.
  init(_ text: String) throws {
    func filled(_ digit: Character) -> UUID? {
      let pattern = "00000000-0000-0000-0000-000000000000"
      let rest = pattern.dropFirst(text.count).map { $0 == "-" ? "-" : String(digit) }
      return UUID(uuidString: text + rest.joined())
    }
    guard text.count >= TableCell.shortIDLength, let first = filled("0"), let last = filled("f") else {
      throw ValidationError("a run id must be a UUID, or its first eight characters or more.")
    }
    (self.text, self.first, self.last) = (text.lowercased(), first, last)
  }

  /// The run of the first tenant that has one.
  ///
  /// - Returns: nil if no tenant has it.
  /// - Throws: `ValidationError` if several ids begin like this.
  func find(_ tenants: [Tenant], in history: RunHistory) throws -> (tenant: Tenant, run: RunHeader)? {
    let found = try tenants.flatMap { tenant in
      try history.runs(from: first, to: last, of: tenant.id).map { (tenant, $0) }
    }
    guard found.count < 2 else {
      throw ValidationError("several run ids begin with \(text); give more of the one you mean.")
    }
    return found.first
  }

  /// What to say if there is none.
  func absence(in folder: ScheduleFolderOption) -> String {
    "no tenant of the schedule files in \(folder.path) has the run \(text); of a tenant without a schedule file, `runs show` "
      + "finds it with --tenant and the tenant's id"
  }
}
