import Foundation
import Testing
import TestingDatabase

@testable import Exports

/// The staging folder, which is also the fence in the file system.
struct StagingTests {
  private let exports = TemporaryFolder()
  private let layout = TreeLayout(slug: "acme")
  private let path = "csv/report=r/schedule=s/period=p/file.csv.gz"

  private func staging() throws -> Staging { try Staging(exports: exports.path, layout: layout, .group) }

  private func write(_ text: String, to path: String, in staging: Staging) throws {
    let file = try staging.makeFile(path)
    try unsafe file.write(Array(text.utf8).span.bytes)
    _ = try file.finish()
  }

  private func published() -> String? {
    FileManager.default.contents(atPath: exports.path + "/tenant=acme/" + path)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func anInstalledFileHasItsFoldersAndModes() throws {
    let staging = try staging()
    try write("one", to: path, in: staging)
    #expect(published() == nil)
    try staging.install([path])
    #expect(published() == "one")
    let modes = try ["", "/csv", "/" + path].map { part in
      let attributes = try FileManager.default.attributesOfItem(
        atPath: exports.path + "/tenant=acme" + part)
      return attributes[.posixPermissions] as? Int
    }
    #expect(modes == [0o750, 0o750, 0o640])
  }

  @Test func aDisplacedPublisherChangesNothing() throws {
    let first = try staging()
    try write("old", to: path, in: first)
    let second = try staging()
    try write("new", to: path, in: second)
    try second.install([path])
    let error = #expect(throws: FileSystemError.self) { try first.install([path]) }
    #expect(error?.isFencedOff == true)
    let removal = #expect(throws: FileSystemError.self) { try first.remove([path]) }
    #expect(removal?.isFencedOff == true)
    #expect(published() == "new")
    #expect(throws: FileSystemError.self) { try write("late", to: "manifest.json", in: first) }
  }

  @Test func aDisplacedPublisherCreatesNoFolder() throws {
    let first = try staging()
    try write("old", to: path, in: first)
    _ = try staging()
    #expect(throws: FileSystemError.self) { try first.install([path]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: exports.path + "/tenant=acme").isEmpty)
  }

  @Test func theRemainsOfAKilledPublisherAreRemoved() throws {
    try write("left", to: path, in: try staging())
    let staging = try staging()
    try staging.remove()
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: exports.path + "/.staging") == ["acme"])
  }

  @Test func linksInTheTreeAreNotFollowed() throws {
    let elsewhere = TemporaryFolder()
    let tree = exports.path + "/tenant=acme"
    try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: tree + "/csv", withDestinationPath: elsewhere.path)
    let staging = try staging()
    try write("one", to: path, in: staging)
    #expect(throws: FileSystemError.self) { try staging.install([path]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path).isEmpty)
    let file = elsewhere.path + "/" + path.dropFirst("csv/".count)
    try FileManager.default.createDirectory(
      at: URL(filePath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(filePath: file))
    #expect(throws: FileSystemError.self) { try staging.remove([path]) }
    #expect(FileManager.default.fileExists(atPath: file))
  }
}
