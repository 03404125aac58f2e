import Foundation
import Testing
import TestingRepository

/// The conventions for source files in CONTRIBUTING.
struct SourceTests {
  @Test func fileDeclaresOneType() throws {
    for file in try SourceFile.all() { #expect(file.types.count <= 1, "\(file.path): \(file.types)") }
  }

  @Test func fileIsNamedAfterItsType() throws {
    for file in try SourceFile.all() {
      guard let type = file.types.first else { continue }
      let name = try #require(file.path.split(separator: "/").last)
      #expect(name == "\(type).swift", "\(file.path): \(type)")
    }
  }

  @Test("No two files of a module depend on each other", arguments: try SourceFile.modules())
  func noCircularDependencies(module: String) throws {
    let files = try SourceFile.all(of: module)
    let place = Dictionary(files.flatMap { file in file.types.map { ($0, file.path) } }) { first, _ in first }
    let needs = Dictionary(
      uniqueKeysWithValues: files.map { file in
        (file.path, Set(file.names.compactMap { place[$0] }).subtracting([file.path]))
      })
    for file in files {
      var reached: Set<String> = []
      var next = needs[file.path] ?? []
      while let path = next.popFirst() {
        if reached.insert(path).inserted { next.formUnion(needs[path] ?? []) }
      }
      #expect(!reached.contains(file.path), "\(file.path) depends on a file that depends on it")
    }
  }

  @Test func typeNamesAreSpecific() throws {
    for file in try SourceFile.all() {
      for word in ["Utils", "Util", "Helper", "Helpers", "Manager", "Models"] {
        #expect(!file.types.contains { $0.hasSuffix(word) }, "\(file.path)")
      }
    }
  }

  @Test func editDistanceIsDefinedOnce() throws {
    let files = try SourceFile.all().filter {
      $0.code.lowercased().contains(/func \w*distance|enum \w*distance/)
    }
    #expect(files.map(\.path) == ["Sources/Calendars/EditDistance.swift"])
  }

  /// A new column of a table would break an INSERT that relies on the order of columns.
  @Test func everyInsertNamesItsColumns() throws {
    var checked = 0
    let folders = ["Sources", "Tests", "Benchmarks"]
    for path in try folders.flatMap({ try Repository.files(in: $0, "") }) {
      // The fixture was written by an earlier program.
      if path.hasPrefix("Tests/Fixtures/") { continue }
      guard let text = try? Repository.contents(path) else { continue }
      for match in text.matches(of: /INSERT INTO [\w\\().]+\s+(\(|SELECT|VALUES)/) {
        checked += 1
        #expect(match.1 == "(", "\(path): \(match.0)")
      }
    }
    #expect(checked > 20)
  }
}
