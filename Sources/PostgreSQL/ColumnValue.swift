package import Foundation

/// A type to which the text of a column can be converted.
package protocol ColumnValue {
  /// - Parameter columnText: the value as PostgreSQL writes it, in UTC and with ISO dates.
  init?(columnText: String)
}

extension String: ColumnValue {
  package init?(columnText: String) { self = columnText }
}

extension Int: ColumnValue {
  package init?(columnText: String) { self.init(columnText) }
}

extension Bool: ColumnValue {
  package init?(columnText: String) {
    switch columnText {
    case "t": self = true
    case "f": self = false
    default: return nil
    }
  }
}

extension UUID: ColumnValue {
  package init?(columnText: String) { self.init(uuidString: columnText) }
}
