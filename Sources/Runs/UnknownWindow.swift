/// What an occurrence looks at cannot be said, because tzdata does not have the zone in which its period was counted.
struct UnknownWindow: Error, CustomStringConvertible {
  let timeZone: String

  var description: String {
    "the period was counted in the time zone \(timeZone), which this host's tzdata does not have; install the package "
      + "tzdata-legacy, or give the period up with `dyno-reports skip`"
  }
}
