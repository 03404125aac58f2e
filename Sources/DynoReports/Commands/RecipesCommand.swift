internal import ArgumentParser
internal import Exports
internal import Foundation
internal import Orchestration
internal import Recipes
internal import Reports

struct RecipesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipes",
    abstract: "Print a ready-made loader for a tenant's files, for the tool of your choice.",
    discussion: """
      The loader creates one table, view or data frame per report, over all schedules and periods, with \
      exact types. It fails where a report is incomplete, or where a file is not what the manifest says. The \
      command needs only the published files: no database and no schedule files.
      """)

  @Argument(
    help: ArgumentHelp(
      "One of \(Recipe.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "tool"))
  var tool: Recipe

  @Option(
    help: ArgumentHelp("The tenant's slug; required if several tenants have files.", valueName: "slug"))
  var tenant: String?

  @Flag(
    help: ArgumentHelp(
      "Print a loader that reads only what was published since the last time.",
      discussion: "For \(Recipe.incremental.map(\.rawValue).joined(separator: " and "))."))
  var incremental = false

  @OptionGroup var exports: ExportsFolderOption

  func validate() throws {
    guard incremental, !Recipe.incremental.contains(tool) else { return }
    let tools = Recipe.incremental.map(\.rawValue).joined(separator: " and ")
    throw ValidationError(
      "--incremental is for \(tools). The loader for \(tool.rawValue) reads everything each time.")
  }

  func run() throws {
    try reportingErrors {
      let slugs = try TenantTrees.slugs(in: exports.folder)
      guard let slug = tenant ?? (slugs.count == 1 ? slugs.first : nil), slugs.contains(slug) else {
        throw ValidationError(
          slugs.isEmpty
            ? "nothing is published in \(exports.folder)."
            : "--tenant must be one of \(slugs.joined(separator: ", ")).")
      }
      let reports = try TenantTrees.tablesWithCSV(of: slug, in: exports.folder, .product)
      guard !reports.isEmpty else { throw ValidationError("\(slug) has no CSV files.") }
      let folder = URL(filePath: exports.folder, directoryHint: .isDirectory).path
      let files = RecipeSource(tenant: slug, exports: folder, reports: reports)
      Terminal.print((incremental ? tool.incrementalText(files) : nil) ?? tool.text(files))
      return .done
    }
  }
}

extension Recipe: ExpressibleByArgument {}
