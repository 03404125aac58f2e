internal import EmbeddedPostgreSQL

extension EmbeddedServer {
  /// The server that the settings name.
  static func configured(createsIfMissing: Bool = true) throws -> EmbeddedServer {
    let programs = Setting.serverPrograms.value()
    return try EmbeddedServer(
      stateFolder: Setting.stateFolder.value(),
      programs: programs.isEmpty ? nil : ServerPrograms(in: programs), createsIfMissing: createsIfMissing)
  }
}
