internal import Reports

extension [String: ParameterValue] {
  private static let reconstructed = "reconstructed"

  /// Those that identify the period and the window, and that which says from what the period was computed. The others are the
  /// same in all periods, unless the schedule or the program was changed.
  package static var namesThatVary: [String] {
    [
      "schedule", "period_start", "period_end", "start_date", "end_date", "as_of", "occurrence_start",
      "occurrence_end", reconstructed,
    ] + ReportParameter.recordedBounds.map(\.rawValue)
  }

  /// Whether the run was computed as things stood then, from the history of stages. Set, it makes another run.
  package var isReconstructed: Bool {
    get { self[Self.reconstructed] == .text("true") }
    set { self[Self.reconstructed] = newValue ? .text("true") : nil }
  }
}

/// A value of a header's `input_params`.
package enum ParameterValue: Codable, Hashable, Sendable {
  case null
  case flag(Bool)
  case text(String)
  case list([String])

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let list = try? container.decode([String].self) {
      self = .list(list)
    } else {
      self = .text(try container.decode(String.self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    }
  }

  /// The value for human readers; `-` for null.
  package var text: String {
    switch self {
    case .null: "-"
    case .flag(let flag): "\(flag)"
    case .text(let text): text
    case .list(let list): list.joined(separator: ", ")
    }
  }
}
