/// Which names of tzdata a schedule may use.
enum ZoneName {
  static func isAcceptable(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !isAbbreviation(name) && parts.allSatisfy { !["", ".", ".."].contains($0) }
  }

  /// Whether a zone stands for no place and has one offset for ever: `Factory`, or `Etc/GMT+5`, which is five hours west of UTC,
  /// although it looks like the opposite.
  static func isFixedOffset(_ name: String) -> Bool {
    name == "Factory" || name.wholeMatch(of: /Etc\/GMT[+-][1-9][0-9]?/) != nil
  }

  /// Whether a name looks like `EST`, `PST8PDT` or `GMT+5`: such zones stand for no place, and most ignore
  /// daylight saving time. `UTC` is not one of them.
  static func isAbbreviation(_ name: String) -> Bool {
    name != "UTC" && !name.contains("/") && !name.contains(where: \.isLowercase)
  }
}
