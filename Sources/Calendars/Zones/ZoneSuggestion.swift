/// Finds the name that was probably meant.
enum ZoneSuggestion {
  /// The error for a name that is not acceptable.
  ///
  /// Names in `Etc/` are never suggested: most are fixed offsets, with the opposite sign.
  ///
  /// - Parameter zone: what tzdata says that the name stands for, if it is another name of a zone.
  static func error(for name: String, names: [String], meaning zone: String? = nil) -> TimeZoneError {
    let names = names.filter { !$0.hasPrefix("Etc/") }
    // For EST, MST and HST, tzdata has places that few who write them mean.
    if let zone, names.contains(zone), !["EST", "MST", "HST"].contains(name) {
      return .oldName(name: name, zone: zone)
    }
    let wanted = folded(name)
    if let same = names.first(where: { folded($0) == wanted || folded(city(of: $0)) == wanted }) {
      return .unknownZone(name: name, suggestion: same)
    }
    if !name.isEmpty, ZoneName.isAbbreviation(name) { return .abbreviation(name: name) }
    return .unknownZone(name: name, suggestion: nearest(to: wanted, in: names))
  }

  /// The name with the smallest edit distance, either of the whole name or of its part after the last slash;
  /// nil if that distance is more than a third of the length. Nothing is suggested for short names: they are
  /// mostly abbreviations, which all look alike.
  private static func nearest(to wanted: String, in names: [String]) -> String? {
    guard (5...64).contains(wanted.utf8.count) else { return nil }
    let candidates = names.map { name in
      let distances = [name, city(of: name)].map { EditDistance.between(wanted, folded($0)) }
      return (name: name, distance: distances.min() ?? 0)
    }
    guard let best = candidates.min(by: { $0.distance < $1.distance }),
      best.distance <= wanted.utf8.count / 3
    else { return nil }
    return best.name
  }

  private static func city(of name: String) -> String {
    name.split(separator: "/").last.map(String.init) ?? name
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().map { $0 == " " ? "_" : $0 })
  }
}
