/// Why a zone's rules could not be read, and what to do about it.
package enum TimeZoneError: Error, Hashable, Sendable {
  /// tzdata has no such zone; the suggestion is the most similar acceptable name.
  case unknownZone(name: String, suggestion: String?)
  /// A name such as `EST` or `GMT+5`, whether or not tzdata has it.
  case abbreviation(name: String)
  /// tzdata lists the zone, but its file is missing or cannot be read.
  case missingFile(name: String, path: String)
  /// tzdata has the zone's file, and it cannot be opened or read.
  case unreadableFile(name: String, path: String, problem: String)
  /// An old name that looks like an abbreviation, and stands for a zone with a name of its own.
  case oldName(name: String, zone: String)
  /// The zone's file is not a valid TZif file.
  case corruptFile(name: String, path: String, problem: String)
  /// The list of zones is missing or has none of the expected lines.
  case unreadableDatabase(path: String, problem: String)
}

extension TimeZoneError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownZone(let name, let suggestion?):
      "unknown time zone \(name.debugDescription): did you mean \(suggestion)?"
    case .unknownZone(let name, nil):
      "unknown time zone \(name.debugDescription): use a name of tzdata's list, such as Europe/Berlin or UTC"
    case .abbreviation(let name):
      """
      time zone \(name.debugDescription) is an abbreviation or a fixed offset, which is ambiguous \
      or ignores changes of the clock: name a place instead, such as America/New_York, or UTC
      """
    case .missingFile(let name, let path):
      """
      time zone \(name) is in tzdata's list, but \(path) cannot be read: install the package tzdata, \
      or for an old name tzdata-legacy, or use the zone's present name
      """
    case .unreadableFile(let name, let path, let problem):
      "time zone \(name): cannot read \(path): \(problem)"
    case .oldName(let name, let zone):
      "time zone \(name.debugDescription) is an old name for \(zone): write \(zone)"
    case .corruptFile(let name, let path, let problem):
      "time zone \(name): \(path) is corrupt (\(problem)): reinstall the package tzdata"
    case .unreadableDatabase(let path, let problem):
      "cannot read the list of time zones, \(path) (\(problem)): tzdata must be installed, and readable for this user"
    }
  }
}
