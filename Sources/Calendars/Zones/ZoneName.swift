/// Which names of tzdata a schedule may use.
enum ZoneName {
  static func isAcceptable(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !isAbbreviation(name) && parts.allSatisfy { !["", ".", ".."].contains($0) }
  }

  /// Whether a name looks like `EST`, `PST8PDT` or `GMT+5`: such zones stand for no place, and most ignore
  /// daylight saving time. `UTC` is not one of them.
  static func isAbbreviation(_ name: String) -> Bool {
    name != "UTC" && !name.contains("/") && !name.contains(where: \.isLowercase)
  }
}
