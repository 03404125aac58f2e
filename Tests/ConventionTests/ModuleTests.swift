import Foundation
import Testing
import TestingRepository

/// Modules import each other only as CONTRIBUTING allows.
struct ModuleTests {
  /// The table: which of our modules each module may import; nil means all.
  private func allowed() throws -> [String: Set<String>?] {
    let text = try Repository.contents("CONTRIBUTING.md")
    let table = try #require(text.split(separator: "| module | may import |\n", maxSplits: 1).last)
    var allowed: [String: Set<String>?] = [:]
    for line in table.split(separator: "\n", omittingEmptySubsequences: false).dropFirst() {
      guard line.hasPrefix("|") else { break }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      for module in cells[0].split(separator: ", ").map(String.init) {
        let names = Set(cells[1].matches(of: /[A-Z]\w+/).map { String($0.0) })
        allowed[module] = cells[1] == "everything" ? .some(nil) : names
      }
    }
    return allowed
  }

  @Test func importsFollowTheTable() throws {
    let allowed = try allowed()
    let ours = Set(try SourceFile.modules()).subtracting(["CLibPQ", "CLibXML2", "CZlib"])
    #expect(Set(allowed.keys) == ours)
    for file in try SourceFile.all() {
      guard let names = try #require(allowed[file.module], "\(file.module) has no row") else { continue }
      for imported in file.imports where ours.contains(imported) {
        #expect(names.contains(imported), "\(file.path) imports \(imported)")
      }
    }
  }

  @Test(
    "A dependency is imported only in its own place",
    arguments: [
      ("Yams", "Schedules/YAML/YAMLDocument.swift"), ("ArgumentParser", "DynoReports/"),
      ("Crypto", "Exports/"),
      ("CLibPQ", "PostgreSQL/"), ("CZlib", "Gzip/"), ("CLibXML2", "XML/"),
    ])
  func dependency(name: String, place: String) throws {
    let files = try SourceFile.all().filter { $0.imports.contains(name) }
    #expect(!files.isEmpty)
    for file in files { #expect(file.path.hasPrefix("Sources/" + place), "\(file.path) imports \(name)") }
  }

  @Test func dependenciesArePinned() throws {
    let manifest = try Repository.contents("Package.swift")
    let packages = manifest.matches(of: /\.package\(url: "[^"]+", (\w+):/)
    #expect(packages.count == 3)
    for package in packages { #expect(package.1 == "exact") }
  }
}
