internal import ArgumentParser
internal import Exports
internal import Runs

/// Where the files are.
struct ExportsFolderOption: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the published files. (default: exports)", valueName: "folder"))
  var exports: String?

  var folder: String { exports ?? Environment["DYNO_REPORTS_EXPORTS"] ?? "exports" }
}
