internal import ArgumentParser
internal import Exports
internal import Foundation
internal import Orchestration
internal import Recipes
internal import Reports

struct RecipesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipes",
    abstract: "Print a ready-made loader for the published files, for the tool of your choice.",
    discussion: """
      The loader creates one table, view or data frame per report, over all tenants, schedules and periods, \
      with exact types; its column tenant says whose a row is. It fails where a report is incomplete, or where \
      a file is not what the manifest says, and names the tenant. The command needs only the published files: \
      no database and no schedule files.
      """)

  @Argument(
    help: ArgumentHelp(
      "One of \(Recipe.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "tool"))
  var tool: Recipe

  @Option(
    help: ArgumentHelp(
      "Only this tenant, by slug; can be repeated. (default: all tenants with CSV files)", valueName: "slug"))
  var tenant: [String] = []

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
      let folder = URL(filePath: exports.folder, directoryHint: .isDirectory).path
      let files = RecipeSource(tenants: try reports(), isSelection: !tenant.isEmpty, exports: folder)
      Terminal.print((incremental ? tool.incrementalText(files) : nil) ?? tool.text(files))
      return .done
    }
  }

  /// The reports that the loader loads, for each tenant's slug.
  private func reports() throws -> [String: [Report]] {
    let slugs = try TenantTrees.slugs(in: exports.folder)
    guard !slugs.isEmpty else { throw ValidationError("nothing is published in \(exports.folder).") }
    for slug in tenant where !slugs.contains(slug) {
      throw ValidationError("`\(slug)` is not published; --tenant can be \(slugs.joined(separator: ", ")).")
    }
    let selected = tenant.isEmpty ? slugs : Set(tenant).sorted()
    var reports: [String: [Report]] = [:]
    for slug in selected {
      reports[slug] = try TenantTrees.tablesWithCSV(of: slug, in: exports.folder, .product)
    }
    let others = selected.filter { reports[$0]?.isEmpty == true }
    // A tenant that was named must be in the loader.
    guard others.isEmpty || tenant.isEmpty && others.count < selected.count else {
      throw ValidationError("there are no CSV files of \(others.joined(separator: ", ")).")
    }
    return reports.filter { !$0.value.isEmpty }
  }
}

extension Recipe: ExpressibleByArgument {}
