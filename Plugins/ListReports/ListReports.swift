import Foundation
import PackagePlugin

/// Makes the list of what a module has for each report: a new report is found by its folder, not listed.
///
/// A folder `PipelineCoverage` of `Reports` is the report `Report.pipelineCoverage`; one of `ReportsTests` that has a
/// `PipelineCoverageOracle.swift` is its oracle.
@main
struct ListReports: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let isTests = module.kind == .test
    let suffix = isTests ? "Oracle" : ""
    let folders = module.sourceFiles(withSuffix: "swift").map(\.url).compactMap { file -> String? in
      let folder = file.deletingLastPathComponent().lastPathComponent
      return file.deletingPathExtension().lastPathComponent == folder + suffix ? folder : nil
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "ReportList.swift")
    return [
      .buildCommand(
        displayName: "Listing the reports of \(target.name)",
        executable: try context.tool(named: "SourceGenerator").url,
        arguments: [isTests ? "oracles" : "reports", output.path] + folders.sorted(),
        inputFiles: [], outputFiles: [output])
    ]
  }
}
