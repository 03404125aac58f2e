import Crypto
import Foundation
import Testing
import TestingDatabase

/// Changes a published tree so that its hashes agree with one another, as somebody could who wants it to be believed.
struct EditedTree {
  /// The tenant's folder.
  let folder: String

  typealias Object = [String: Any]

  init(_ installation: Installation, slug: String = "acme") {
    folder = installation.exports.path + "/tenant=\(slug)"
  }

  func data(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: folder + "/" + path)) }

  func write(_ data: Data, to path: String) throws { try data.write(to: URL(filePath: folder + "/" + path)) }

  private func object(_ path: String) throws -> Object {
    try #require(try JSONSerialization.jsonObject(with: data(path)) as? Object)
  }

  private func write(_ object: Object, to path: String) throws {
    try write(JSONSerialization.data(withJSONObject: object, options: .sortedKeys), to: path)
  }

  func editManifest(_ edit: (inout Object) throws -> Void) throws {
    var manifest = try object("manifest.json")
    try edit(&manifest)
    try write(manifest, to: "manifest.json")
  }

  /// Edits the text of the only part.
  func editPartText(_ edit: (String) throws -> String) throws {
    try editManifest { manifest in
      var parts = try #require(manifest["parts"] as? [Object])
      let path = try #require(parts[0]["path"] as? String)
      let text = try edit(String(decoding: data(path), as: UTF8.self))
      try write(Data(text.utf8), to: path)
      parts[0]["sha256"] = Self.sha256(Data(text.utf8))
      parts[0]["bytes"] = text.utf8.count
      manifest["parts"] = parts
    }
  }

  /// Edits the first current entry of the only part.
  func editEntry(_ edit: (inout Object) throws -> Void) throws {
    try editPartText { text in
      var part = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
      var entries = try #require(part["occurrences"] as? [Object])
      try edit(&entries[0])
      part["occurrences"] = entries
      return String(
        decoding: try JSONSerialization.data(withJSONObject: part, options: .sortedKeys), as: UTF8.self)
    }
  }

  /// Edits what the entry says of a file.
  func editFile(_ suffix: String, _ edit: (inout Object) throws -> Void) throws {
    try editEntry { entry in
      var reports = try #require(entry["reports"] as? [Object])
      for index in reports.indices {
        var files = reports[index]["files"] as? [Object] ?? []
        for number in files.indices where (files[number]["path"] as? String)?.hasSuffix(suffix) == true {
          try edit(&files[number])
        }
        reports[index]["files"] = files
      }
      entry["reports"] = reports
    }
  }

  /// Replaces the content of a file, and what the manifest says of its bytes.
  func editContent(_ suffix: String, _ edit: (String) -> String) throws {
    try editFile(suffix) { file in
      let path = try #require(file["path"] as? String)
      let folder = TemporaryFolder()
      try data(path).write(to: URL(filePath: folder.path + "/file.gz"))
      let text = edit(try Shell.output("gzip", "-dc", folder.path + "/file.gz"))
      try Data(text.utf8).write(to: URL(filePath: folder.path + "/new"))
      #expect(try Shell.status("gzip", "-n", folder.path + "/new") == 0)
      let compressed = try Data(contentsOf: URL(filePath: folder.path + "/new.gz"))
      try write(compressed, to: path)
      file["bytes"] = compressed.count
      file["sha256"] = Self.sha256(compressed)
      file["raw_bytes"] = text.utf8.count
      file["raw_sha256"] = Self.sha256(Data(text.utf8))
    }
  }

  /// The paths of the files that end like this, in order.
  func paths(_ suffix: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(suffix) }.sorted()
  }

  static func sha256(_ data: Data) -> String {
    SHA256.hash(data: data).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
