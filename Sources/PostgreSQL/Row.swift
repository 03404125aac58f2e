internal import Foundation

/// One row of a result. Its values are read by column name.
package struct Row {
  private let result: QueryResult
  private let index: Int

  init(_ result: QueryResult, _ index: Int) {
    self.result = result
    self.index = index
  }

  /// The value of a column that is never NULL.
  ///
  /// - Throws: ``UnexpectedAnswer`` if the column is missing or NULL, or if its text cannot be converted.
  package func value<Value: ColumnValue>(
    _ column: String, as type: Value.Type = Value.self
  ) throws(UnexpectedAnswer) -> Value {
    guard let value = try optional(column, as: type) else { throw UnexpectedAnswer(column, .isNull) }
    return value
  }

  /// The value of a column; nil for NULL.
  ///
  /// - Throws: ``UnexpectedAnswer`` if the column is missing, or if its text cannot be converted.
  package func optional<Value: ColumnValue>(
    _ column: String, as type: Value.Type = Value.self
  ) throws(UnexpectedAnswer) -> Value? {
    guard let position = result.position(of: column) else { throw UnexpectedAnswer(column, .isMissing) }
    guard let text = result.text(index, position) else { return nil }
    guard let value = Value(columnText: text) else { throw UnexpectedAnswer(column, .isNo("\(type)")) }
    return value
  }

  /// The decoded JSON of a column that is never NULL.
  ///
  /// - Throws: ``UnexpectedAnswer`` if the column is missing or NULL, or if its JSON cannot be decoded.
  package func json<Value: Decodable>(
    _ column: String, as type: Value.Type = Value.self
  ) throws(UnexpectedAnswer) -> Value {
    guard let value = try optionalJSON(column, as: type) else { throw UnexpectedAnswer(column, .isNull) }
    return value
  }

  /// The decoded JSON of a column; nil for NULL.
  ///
  /// - Throws: ``UnexpectedAnswer`` if the column is missing, or if its JSON cannot be decoded.
  package func optionalJSON<Value: Decodable>(
    _ column: String, as type: Value.Type = Value.self
  ) throws(UnexpectedAnswer) -> Value? {
    guard let text: String = try optional(column) else { return nil }
    do {
      return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    } catch {
      // The decoder's error may quote the value.
      throw UnexpectedAnswer(column, .isNo("\(type)"))
    }
  }

  /// The values of several columns as text; nil for NULL. For tables whose columns are known only from a
  /// definition.
  package func texts(_ columns: [String]) throws(UnexpectedAnswer) -> [String?] {
    try columns.map { (column) throws(UnexpectedAnswer) in try optional(column, as: String.self) }
  }

  /// All values, in the order of the columns.
  package var all: [String?] { result.columns.indices.map { result.text(index, $0) } }
}
