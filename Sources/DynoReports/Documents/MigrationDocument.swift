internal import Runs

/// The JSON of `migrate`.
struct MigrationDocument: Encodable {
  struct Applied: Encodable {
    let version: Int
    let name: String
  }

  /// What the role `dyno_reports` may do.
  struct Rights: Encodable {
    /// Whether it has USAGE on the schema.
    let isSchemaUsable: Bool
    /// Whether this version's function `report_open_work` is there. Without it, a run asks for each tenant what is due.
    let isOpenWorkThere: Bool
    /// The tables and views that reports read.
    let sources: [Source]
    /// What their owners run, so that it has the rights that are missing.
    let missingGrants: [String]
  }

  struct Source: Encodable {
    let name: String
    /// Absent if the table is not there.
    let owner: String?
    /// Whether the role has SELECT on it.
    let isReadable: Bool
  }

  let schema: String
  /// Applied by this command. Empty if the schema was up to date, or was not changed.
  let applied: [Applied]
  /// Absent if nothing was to be migrated, or nothing could be.
  private(set) var rights: Rights?
  /// Present if nothing could be migrated: the SQL that an administrator runs first.
  private(set) var preparation: [String]?
  /// Present with --print-distribution: the SQL that a superuser runs.
  private(set) var distribution: String?

  init(_ schema: String, applied: [Migration], _ rights: RuntimeRights) {
    self.schema = schema
    self.applied = applied.map { Applied(version: $0.version, name: $0.name) }
    self.rights = Rights(rights)
  }

  init(_ schema: String, preparation: [String]) {
    self.schema = schema
    applied = []
    self.preparation = preparation
  }

  init(_ schema: String, distribution: String) {
    self.schema = schema
    applied = []
    self.distribution = distribution
  }
}

extension MigrationDocument.Rights {
  fileprivate init(_ rights: RuntimeRights) {
    let unreadable = rights.sources.filter { $0.owner != nil && !$0.isReadable }
    self.init(
      isSchemaUsable: rights.isSchemaUsable, isOpenWorkThere: rights.isOpenWorkThere,
      sources: rights.sources.map {
        MigrationDocument.Source(name: $0.name, owner: $0.owner, isReadable: $0.isReadable)
      },
      missingGrants: (rights.isSchemaUsable ? [] : [rights.grantOfUsage]) + unreadable.map(rights.grant))
  }
}
