import Foundation
import PackagePlugin

/// Generates `SQLFile` from all `.sql` files of a module, in any of its folders. A new file is found
/// automatically.
@main
struct EmbedSQL: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let module = target.sourceModule else { return [] }
    let files = module.sourceFiles(withSuffix: "sql").map(\.url).sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "SQLFile.swift")
    return [
      .buildCommand(
        displayName: "Embedding the SQL of \(target.name)",
        executable: try context.tool(named: "SourceGenerator").url,
        arguments: ["sql", output.path, target.directoryURL.path] + files.map(\.path),
        inputFiles: files, outputFiles: [output])
    ]
  }
}
