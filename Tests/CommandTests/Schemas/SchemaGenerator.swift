import Foundation
import Runs

@testable import DynoReports
@testable import Schedules

/// Makes the JSON Schema of a document from its types, their properties and their documentation comments.
struct SchemaGenerator {
  private var definitions: [String: JSON] = [:]
  private var comments: [Substring: DocumentationComments] = [:]

  static func text(of schema: DocumentSchema) throws -> String {
    var generator = SchemaGenerator()
    let (type, title) = schema.document
    let heading: [(String, JSON)] = [
      ("$schema", "https://json-schema.org/draft/2020-12/schema"), ("$id", .text(schema.id)),
      ("title", .text(title)),
    ]
    let body = try TypeShape(type).isObject ? generator.object(type) : generator.schema(of: type)
    var all = JSON.object(heading.map { JSON.Member(name: $0, value: $1) } + body.members)
    if !generator.definitions.isEmpty {
      all = all.adding(
        "$defs",
        .object(
          generator.definitions.sorted { $0.key < $1.key }.map { JSON.Member(name: $0, value: $1) }))
    }
    return all.rendered() + "\n"
  }

  private mutating func schema(of type: Any.Type) throws -> JSON {
    switch TypeShape(type) {
    case .text: return ["type": "string"]
    case .integer: return ["type": "integer"]
    case .flag: return ["type": "boolean"]
    case .parameter: return ["type": ["string", "boolean", "array", "null"], "items": ["type": "string"]]
    case .choice(let values): return ["enum": JSON(values)]
    case .optional(let wrapped):
      // In lists and mappings; a property that is nil is left out.
      guard case .text = TypeShape(wrapped) else {
        return ["anyOf": [try schema(of: wrapped), ["type": "null"]]]
      }
      return ["type": ["string", "null"]]
    case .list(let element): return ["type": "array", "items": try schema(of: element)]
    case .mapping(let value): return ["type": "object", "additionalProperties": try schema(of: value)]
    case .object:
      let name = definitionName(type)
      if definitions[name] == nil {
        // In the meantime, for a type that contains itself.
        definitions[name] = [:]
        definitions[name] = try object(type)
      }
      return ["$ref": .text("#/$defs/\(name)")]
    }
  }

  private mutating func object(_ type: Any.Type) throws -> JSON {
    var required: [String] = []
    var properties: [JSON.Member] = []
    for property in try members(of: type) {
      var type = property.type
      if case .optional(let wrapped) = TypeShape(type) {
        type = wrapped
      } else {
        required.append(property.key)
      }
      let refined = KnownValues.schemas[property.path] ?? KnownValues.schemas[property.key]
      properties.append(
        JSON.Member(
          name: property.key,
          value: (try refined ?? schema(of: type)).adding(
            "description", (property.comment ?? Self.usualComments[property.key]).map(JSON.text))))
    }
    var object: JSON = ["type": "object"]
    object = object.adding("description", try comment(path(type)).map(JSON.text))
    if !required.isEmpty { object = object.adding("required", JSON(required)) }
    object = object.adding("properties", .object(properties))
    if type == MessageDocument.self {
      object = object.adding("minProperties", 1).adding("maxProperties", 1)
    }
    return object
  }

  private struct Member {
    let key: String
    /// Of the property, such as `PlanDocument.Entry.revision`.
    let path: String
    let type: Any.Type
    let comment: String?
  }

  private mutating func members(of type: Any.Type) throws -> [Member] {
    // Its period's keys are its own.
    if type == StatusDocument.NotComputed.self {
      return try members(of: PeriodDocument.self) + ownMembers(of: type).filter { $0.key == "window" }
    }
    return try ownMembers(of: type)
  }

  private mutating func ownMembers(of type: Any.Type) throws -> [Member] {
    try StoredProperty.all(of: type).compactMap { property in
      let path = path(type) + "." + property.name
      guard let key = try Self.otherKeys[path] ?? Self.key(of: property.name) else { return nil }
      return Member(key: key, path: path, type: property.type, comment: try comment(path))
    }
  }

  private mutating func comment(_ path: String) throws -> String? {
    guard let outermost = path.split(separator: ".").first else { return nil }
    let found = try comments[outermost] ?? DocumentationComments(of: outermost)
    comments[outermost] = found
    return found[path[...]]
  }

  /// Without the module.
  private func path(_ type: Any.Type) -> String {
    String(reflecting: type).split(separator: ".").dropFirst().joined(separator: ".")
  }

  /// `plan_entry` for `PlanDocument.Entry`.
  private func definitionName(_ type: Any.Type) -> String {
    path(type).split(separator: ".").map { name in
      name.replacing(/Document$/, with: "").replacing(/(?<lower>[a-z])(?<upper>[A-Z])/) {
        "\($0.lower)_\($0.upper)"
      }.lowercased()
    }.joined(separator: "_")
  }

  /// As the program's encoder writes it.
  private static func key(of property: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let data = try encoder.encode(OneProperty(name: property))
    return try JSONDecoder().decode([String: Bool].self, from: data).keys.first ?? property
  }

  private struct OneProperty: Encodable {
    let name: String

    private struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(true, forKey: Key(stringValue: name))
    }
  }

  /// Of properties that need no comment in the sources.
  private static let usualComments = [
    "tenant": "The tenant's slug.", "schedule": "The schedule's name.", "report": "The report's type.",
    "timezone": "The tenant's time zone.",
  ]

  /// Of properties whose types name other keys; nil for one that is not encoded.
  private static let otherKeys: [String: String?] = [
    "ManifestReport.isComplete": "complete", "VerifyDocument.isRepairable": nil,
  ]
}

extension JSON {
  fileprivate var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}

extension TypeShape {
  fileprivate var isObject: Bool {
    if case .object = self { true } else { false }
  }
}
