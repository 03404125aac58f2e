internal import PostgreSQL

/// Writes one report in one format, split into parts of at most `rowsPerPart` rows, each with its own header.
struct PartWriter<Sink: FactSink> {
  struct Part {
    let summary: Sink.Summary
    let rows: Int
    let changedCells: Int
  }

  private let rowsPerPart: Int
  private let openSink: (_ part: Int) throws -> Sink
  private let openFormat: (Sink) throws -> any FactFormat
  private var sink: Sink
  private var format: any FactFormat
  private var rows = 0
  private var parts: [Part] = []

  init(
    rowsPerPart: Int, openSink: @escaping (_ part: Int) throws -> Sink,
    openFormat: @escaping (Sink) throws -> any FactFormat
  ) throws {
    self.rowsPerPart = rowsPerPart
    self.openSink = openSink
    self.openFormat = openFormat
    sink = try openSink(1)
    format = try openFormat(sink)
  }

  mutating func write(_ batch: Rows) throws {
    var done = 0
    while done < batch.count {
      if rows == rowsPerPart { try startNextPart() }
      let end = min(batch.count, done + rowsPerPart - rows)
      try format.write(batch, done..<end)
      rows += end - done
      done = end
    }
  }

  /// - Returns: at least one part, even if there are no rows.
  mutating func finish() throws -> [Part] {
    try finishPart()
    return parts
  }

  private mutating func startNextPart() throws {
    try finishPart()
    sink = try openSink(parts.count + 1)
    format = try openFormat(sink)
    rows = 0
  }

  private mutating func finishPart() throws {
    try format.finish()
    parts.append(Part(summary: try sink.finish(), rows: rows, changedCells: format.changedCells))
  }
}
