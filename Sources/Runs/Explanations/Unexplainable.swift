/// Why no deals can be listed for a run.
package struct Unexplainable: Error, CustomStringConvertible {
  package let description: String

  static func replaced(_ run: RunHeader) -> Unexplainable {
    Unexplainable(
      description:
        "the run \(run.id) is not of the attempt that its period's numbers come from: a later one replaced "
        + "it, and nobody has its numbers; `dyno-reports runs` lists the runs of the last attempt")
  }

  static func failedAsAWhole(_ run: RunHeader) -> Unexplainable {
    Unexplainable(
      description:
        "the whole period failed before \(run.report) was computed, so that there is no number to explain: "
        + "\(run.errorMessage ?? "no reason was recorded"); correct that, and let `dyno-reports run --retry` try it again"
    )
  }

  static func withoutDeals(_ run: RunHeader) -> Unexplainable {
    Unexplainable(
      description:
        "this program cannot list the deals behind \(run.report); `dyno-reports report` computes it anew")
  }

  static func noSuchRow(_ run: RunHeader) -> Unexplainable {
    Unexplainable(
      description: "the run \(run.id) has no such row, neither stored nor now; "
        + "`dyno-reports explain \(run.id) --ids` shows its rows")
  }
}
