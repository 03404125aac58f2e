import Runs

/// What a type is in JSON.
indirect enum TypeShape {
  case text, integer, flag, parameter
  case choice([String])
  case optional(Any.Type)
  case list(of: Any.Type)
  case mapping(to: Any.Type)
  case object

  init(_ type: Any.Type) {
    self =
      switch type {
      case is String.Type: .text
      case is Int.Type, is Int32.Type: .integer
      case is Bool.Type: .flag
      case is ParameterValue.Type: .parameter
      case let type as any Shaped.Type: type.shape
      case let type as any (RawRepresentable & CaseIterable).Type: .choice(Self.rawValues(type))
      default: .object
      }
  }

  private static func rawValues<Choice: RawRepresentable & CaseIterable>(_: Choice.Type) -> [String] {
    Choice.allCases.compactMap { $0.rawValue as? String }
  }

  /// A generic type of the standard library.
  fileprivate protocol Shaped {
    static var shape: TypeShape { get }
  }
}

extension Optional: TypeShape.Shaped { static fileprivate var shape: TypeShape { .optional(Wrapped.self) } }
extension Array: TypeShape.Shaped { static fileprivate var shape: TypeShape { .list(of: Element.self) } }
extension Dictionary: TypeShape.Shaped {
  static fileprivate var shape: TypeShape { .mapping(to: Value.self) }
}
