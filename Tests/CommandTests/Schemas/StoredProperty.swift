@_spi(Reflection) import Swift

/// A property that a type stores, as the compiler knows it.
struct StoredProperty {
  let name: String
  let type: Any.Type

  /// In the order of the declarations.
  static func all(of type: Any.Type) -> [StoredProperty] {
    var properties: [StoredProperty] = []
    _ = unsafe _forEachField(of: type) { name, _, type, _ in
      properties.append(StoredProperty(name: unsafe String(cString: name), type: type))
      return true
    }
    return properties
  }
}
