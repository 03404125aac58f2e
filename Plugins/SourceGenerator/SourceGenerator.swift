import Foundation

/// Writes the source files that the build generates. The build plugins call it.
@main
enum SourceGenerator {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 3 else { throw Failure.usage }
    let output = arguments[2]
    let rest = Array(arguments[3...])
    let source =
      switch arguments[1] {
      case "sql": try sqlFiles(rest.dropFirst().map { URL(filePath: $0) }, in: rest.first ?? "")
      case "reports": reports(rest)
      case "oracles": oracles(rest)
      default: throw Failure.usage
      }
    try Data(source.utf8).write(to: URL(filePath: output))
  }

  private static func sqlFiles(_ files: [URL], in folder: String) throws -> String {
    var constants = ""
    var entries = ""
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      if text.contains("\"\"\"##") || text.contains("\\##") { throw Failure.delimiter(file.path) }
      let base = file.deletingPathExtension().lastPathComponent
      let name = base.first?.isNumber == true ? "_" + base : base
      constants += "  static let \(name) = ##\"\"\"\n\(text)\n\"\"\"##\n"
      entries += "    (\"\(file.path.dropFirst(folder.count + 1))\", \(name)),\n"
    }
    return """
      /// The module's `.sql` files, each by its base name.
      enum SQLFile {
      \(constants)
        /// All files with their paths in the module, ordered by path.
        static let all: [(path: String, text: String)] = [
      \(entries)  ]
      }

      """
  }

  private static func reports(_ names: [String]) -> String {
    """
    extension ReportCatalog {
      /// Every report that the product has.
      package static let product = ReportCatalog([
    \(names.map { "    .\($0.prefix(1).lowercased() + $0.dropFirst()),\n" }.joined())  ])
    }

    """
  }

  private static func oracles(_ names: [String]) -> String {
    """
    /// The oracles of all reports.
    let allOracles: [any ReportOracle.Type] = [
    \(names.map { "  \($0)Oracle.self,\n" }.joined())]

    """
  }

  private enum Failure: Error {
    case usage
    /// The file contains the end delimiter of the generated Swift string.
    case delimiter(String)
  }
}
