import Foundation
import Recipes
import Testing
import TestingDatabase

/// The recipes, run with the tools that they are for: every type and every value, beside what SQL says.
@Suite(.enabled(if: Python.isThere, "NO PYTHON: the published files are not tried with any reader"))
struct RecipeTests {
  static let tools = Recipe.allCases.filter { $0 != .powerQuery && ($0 != .spark || Python.hasSpark) }

  @Test(arguments: [true, false])
  func readersSeeTheFacts(hasRows: Bool) throws {
    let tenant = try PublishedTenant(hasRows: hasRows)
    let folder = TemporaryFolder()
    try tenant.expectations().write(to: URL(filePath: folder.path + "/expected.json"))
    let recipes = try Self.tools.map { tool in
      let path = "\(folder.path)/\(tool.rawValue).recipe"
      try Data((tenant.recipe(tool) + "\n").utf8).write(to: URL(filePath: path))
      return path
    }
    let result = try Python.run(
      "proof.py", [tenant.exports.path, PublishedTenant.slug, folder.path + "/expected.json"] + recipes,
      environment: tenant.database.environmentOfOwner)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    // Each tool has said of each report what it saw.
    #expect(result.output.split(separator: "\n").count == 4 * Self.tools.count)
  }

  /// It cannot be run here; at least nothing of it is missing.
  @Test func powerQueryHasEveryColumn() throws {
    let text = try PublishedTenant(hasRows: false).recipe(.powerQuery)
    for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] as [(Character, Character)] {
      #expect(text.filter { $0 == open }.count == text.filter { $0 == close }.count)
    }
    #expect(text.contains("{\"coverage_ratio\", Currency.Type}"))
    #expect(text.contains("{\"period_start\", type datetimezone}"))
  }
}
