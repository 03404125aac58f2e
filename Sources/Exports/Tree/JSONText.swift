internal import Foundation

/// JSON with sorted keys, so that the same value always gives the same bytes.
enum JSONText {
  /// On one line.
  static func line(_ value: some Encodable) throws -> String {
    String(decoding: try encoded(value, []), as: UTF8.self)
  }

  /// A document that people can read, with a line feed at the end.
  static func document(_ value: some Encodable) throws -> [UInt8] {
    Array(try encoded(value, .prettyPrinted)) + Array("\n".utf8)
  }

  private static func encoded(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    return try encoder.encode(value)
  }
}
