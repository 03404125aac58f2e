/// The SQL type of a column, as far as a reader of the files needs it.
package enum ColumnType: Sendable, Hashable {
  case uuid
  /// `varchar(maxLength)`
  case text(maxLength: Int)
  case bigint
  /// `numeric(precision, scale)`: always an exact number.
  case decimal(precision: Int, scale: Int)
  case date
  /// `timestamptz`, written in UTC to the second.
  case instant

  /// The type's name as PostgreSQL's `format_type` prints it.
  package var sqlName: String {
    switch self {
    case .uuid: "uuid"
    case .text(let maxLength): "character varying(\(maxLength))"
    case .bigint: "bigint"
    case .decimal(let precision, let scale): "numeric(\(precision),\(scale))"
    case .date: "date"
    case .instant: "timestamp with time zone"
    }
  }
}
