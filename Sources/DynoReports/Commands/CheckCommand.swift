internal import ArgumentParser
internal import Orchestration
internal import Schedules

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Validate schedule files; needs no database.",
    discussion: "Reports every problem with its file, line and column. The exit code is 78 if there is one.")

  @Argument(help: "Schedule files. Without any, all files in the schedule folder.")
  var files: [String] = []

  @OptionGroup var folder: ScheduleFolderOption

  func run() throws {
    try reportingErrors {
      let loaded = try folder.load(files: files.isEmpty ? nil : files)
      for issue in loaded.issues { Terminal.print("\(issue)") }
      guard loaded.issues.isEmpty else {
        let count = loaded.issues.count
        Terminal.error("\(count) problem\(count == 1 ? "" : "s") in schedule files")
        return .badConfiguration
      }
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
