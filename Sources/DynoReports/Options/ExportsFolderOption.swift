internal import ArgumentParser

/// Where the published files are.
struct ExportsFolderOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of the published files. \(Setting.exports.defaultHint)", valueName: "folder"),
    completion: .directory)
  var exports: String?

  var folder: String { Setting.exports.value(exports) }
}
