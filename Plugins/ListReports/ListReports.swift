import Foundation
import PackagePlugin

/// Generates the list of all reports in a module, or of their oracles in a test module. A new report is found
/// by its folder.
///
/// A folder `PipelineCoverage` in `Reports` with a file `PipelineCoverage.swift` stands for
/// `Report.pipelineCoverage`. A folder `PipelineCoverage` in `ReportsTests` with a file
/// `PipelineCoverageOracle.swift` stands for its oracle.
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
