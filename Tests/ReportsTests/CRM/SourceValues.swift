import Foundation

// The values that a CRM row can hold, as PostgreSQL holds them. Each kind of problem is a separate case, so
// that no report can overlook it.

/// A `numeric(14,2)`: exact cents, or NaN, which that type can hold. Cents may exceed the type, so that two rows can exceed
/// the widest column.
enum SourceAmount: Hashable, Sendable {
  case cents(Int128)
  /// For columns with nine decimals, which a CRM may have.
  case billionths(Int128)
  case nan
  /// For columns without a limit, which alone can hold it.
  case infinity

  /// nil for what is no number.
  var inBillionths: Int128? {
    switch self {
    case .cents(let cents): cents * 10_000_000
    case .billionths(let billionths): billionths
    case .nan, .infinity: nil
    }
  }
}

/// A value of `pipeline_stage.position`, whose column may have any type.
enum SourcePosition: Hashable, Sendable {
  /// What JSON calls a number, in hundredths.
  case number(Int)
  /// The text of a value that is something else in its column's type: a text, NaN, a flag, an array.
  case other(String)
}

/// A value of `pipeline_stage.probability`, whose column may have any type.
enum SourceProbability: Hashable, Sendable {
  /// What JSON calls a number: a percentage, in millionths of a percent.
  case millionths(Int)
  /// What JSON calls null, in a column of that type.
  case null
  /// The text of a value that is something else in its column's type.
  case other(String)
}

/// A `timestamptz`: microseconds since 1970-01-01 00:00 UTC, ordered as PostgreSQL orders them.
enum SourceInstant: Hashable, Comparable, Sendable {
  case minusInfinity
  case at(Int)
  case infinity
}

/// A `date`: days since 1970-01-01, ordered as PostgreSQL orders them.
enum SourceDate: Hashable, Comparable, Sendable {
  case minusInfinity
  case day(Int)
  case infinity
}

extension UUID {
  /// The text that PostgreSQL prints.
  var text: String { uuidString.lowercased() }

  /// PostgreSQL compares the sixteen bytes as unsigned numbers. The hexadecimal text, in ASCII, has the
  /// same order.
  func precedes(_ other: UUID) -> Bool { text < other.text }
}
