internal import ArgumentParser
internal import Orchestration
internal import Schedules

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validate schedule files; needs no database.",
    discussion: "Reports every problem with its file, line and column. The exit code is 78 if there is one."
      .adding(examples: [
        "All schedule files":
          "dyno-reports check",
        "One file, before it is put in place":
          "dyno-reports check schedules/acme.yaml",
      ]))

  @Argument(
    help: "Schedule files. Without any, all files in the schedule folder.",
    completion: .file(extensions: ["yaml", "yml"]))
  var files: [String] = []

  @OptionGroup var folder: ScheduleFolderOption

  @Flag(help: "Print one JSON document.")
  var json = false

  func run() throws {
    try reportingErrors {
      let loaded = try folder.load(files: files.isEmpty ? nil : files).refusingFixedOffsets()
      if json {
        try Terminal.printJSON(CheckDocument(loaded))
      } else {
        for issue in loaded.issues { Terminal.print("\(issue)") }
      }
      guard loaded.issues.isEmpty else {
        throw CommandFailure(
          "\(counted(loaded.issues.count, "problem")) in schedule files", .badConfiguration)
      }
      if json { return .done }
      let schedules = loaded.tenants.map(\.schedules.count).reduce(0, +)
      let files = loaded.tenants.count
      Terminal.print(
        "\(files) tenant\(files == 1 ? "" : "s"), \(schedules) schedule\(schedules == 1 ? "" : "s"), "
          + "no problems"
      )
      return .done
    }
  }
}
