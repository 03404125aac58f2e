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
      no database and no schedule files. Without --tenant, a tenant whose folder cannot be read is named on \
      stderr and left out; the exit code is then 3, and the loader of the others is printed.
      """.adding(examples: [
        "Load all files into DuckDB":
          "dyno-reports recipes duckdb > load.sql",
        "Load one tenant's files with pandas":
          "dyno-reports recipes pandas --tenant acme > load.py",
      ]))

  @Argument(
    help: ArgumentHelp(
      "One of \(Recipe.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "tool"))
  var tool: Recipe

  @Option(
    help: ArgumentHelp(
      "Only this tenant, by slug; can be repeated. (default: all tenants with CSV files)", valueName: "slug"),
    completion: .publishedTenants)
  var tenant: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Print a loader that reads only what was published since the last time.",
      discussion: "For \(Recipe.incremental.map(\.rawValue).joined(separator: " and "))."))
  var incremental = false

  @OptionGroup var exports: ExportsFolderOption

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    guard incremental, !Recipe.incremental.contains(tool) else { return }
    let tools = Recipe.incremental.map(\.rawValue).joined(separator: " and ")
    throw ValidationError(
      "--incremental is for \(tools). The loader for \(tool.rawValue) reads everything each time.")
  }

  func run() throws {
    try reportingErrors {
      let folder = URL(filePath: exports.folder, directoryHint: .isDirectory).path
      let (reports, leftOut) = try reports()
      if let first = leftOut.first, reports.isEmpty { return ExitStatus(for: first.error) }
      let files = RecipeSource(tenants: reports, isSelection: !tenant.isEmpty, exports: folder)
      let text = (incremental ? tool.incrementalText(files) : nil) ?? tool.text(files)
      if json {
        try Terminal.printJSON(
          RecipeDocument(tool, incremental: incremental, reports, leftOut: leftOut.map(\.slug), text: text))
      } else {
        Terminal.print(text)
      }
      return leftOut.isEmpty ? .done : .partly
    }
  }

  /// The reports that the loader loads, for each tenant's slug, and the tenants that are left out.
  private func reports() throws -> ([String: [Report]], [(slug: String, error: any Error)]) {
    let slugs = try TenantTrees.slugs(in: exports.folder)
    guard !slugs.isEmpty else { throw ValidationError("nothing is published in \(exports.folder).") }
    for slug in tenant where !slugs.contains(slug) {
      throw ValidationError("`\(slug)` is not published; --tenant can be \(slugs.joined(separator: ", ")).")
    }
    let selected = tenant.isEmpty ? slugs : Set(tenant).sorted()
    var reports: [String: [Report]] = [:]
    var leftOut: [(slug: String, error: any Error)] = []
    for slug in selected {
      do {
        reports[slug] = try TenantTrees.tablesWithCSV(of: slug, in: exports.folder, .product)
      } catch {
        // A tenant that was named must be in the loader.
        guard tenant.isEmpty else { throw error }
        Terminal.error("tenant \(slug) is left out: \(error)")
        leftOut.append((slug, error))
      }
    }
    let others = selected.filter { reports[$0]?.isEmpty == true }
    guard others.isEmpty || tenant.isEmpty && others.count < selected.count else {
      throw ValidationError("there are no CSV files of \(others.joined(separator: ", ")).")
    }
    return (reports.filter { !$0.value.isEmpty }, leftOut)
  }
}

extension Recipe: ExpressibleByArgument, Encodable {}
