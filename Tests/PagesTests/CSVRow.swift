/// A row of a CSV file.
struct CSVRow {
  private let values: [String: String]

  /// nil where the file has nothing.
  subscript(column: String) -> String? { values[column].flatMap { $0.isEmpty ? nil : $0 } }

  /// An amount with two decimals, in hundredths; nothing is 0.
  func hundredths(_ column: String) -> Int { self[column].flatMap { Int($0.replacing(".", with: "")) } ?? 0 }

  func count(_ column: String) -> Int { self[column].flatMap { Int($0) } ?? 0 }

  /// What the page calls it: the name, or the beginning of the id.
  func name(_ column: String, _ id: String) -> String { self[column] ?? "\((self[id] ?? "").prefix(8))…" }

  static func rows(of text: String) -> [CSVRow] {
    var lines: [[String]] = [[""]]
    var isQuoted = false
    var hasEnded = false
    for scalar in text.unicodeScalars {
      func append() { lines[lines.count - 1][lines[lines.count - 1].count - 1].unicodeScalars.append(scalar) }
      switch scalar {
      case "\"":
        // Within a field, it is written twice.
        if hasEnded { append() }
        isQuoted.toggle()
      case "," where !isQuoted: lines[lines.count - 1].append("")
      case "\r" where !isQuoted: break
      case "\n" where !isQuoted: lines.append([""])
      default: append()
      }
      hasEnded = scalar == "\"" && !isQuoted
    }
    let heads = lines.removeFirst()
    return lines.filter { $0.count == heads.count }.map { fields in
      CSVRow(values: Dictionary(zip(heads, fields)) { first, _ in first })
    }
  }
}

extension Sequence<CSVRow> {
  /// The sum of amounts, as the files write it.
  func total(_ column: String) -> String { amountText(reduce(0) { $0 + $1.hundredths(column) }) }

  func count(_ column: String) -> Int { reduce(0) { $0 + $1.count(column) } }
}

/// Hundredths with two decimals.
func amountText(_ hundredths: Int) -> String {
  let fraction = String(abs(hundredths) % 100)
  return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(fraction.count < 2 ? "0" : "")\(fraction)"
}
