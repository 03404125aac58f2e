internal import CLibXML2

/// Reads flat XML that another program may have written, piece by piece: a root element, in it an element `row` for each row,
/// and in each row an element per value, in the order of the columns. An absent element is NULL.
///
/// Nothing outside the text is read: no DTD, no entity but the five that XML has, no file and no network.
@safe package final class FlatXMLReader {
  package enum Failure: Error {
    case notWellFormed
    case hasDTD
    /// Another element than those that belong there.
    case unexpectedElement
    /// A value is longer than any that can have been published.
    case tooLong
  }

  private static let maxValueBytes = 1 << 20

  private let parser: UnsafeMutablePointer<xmlParserCtxt>
  private let state: State

  /// - Parameters:
  ///   - columns: the names of the elements in a row.
  ///   - row: called for each row, with a value per column.
  package init(
    root: String, namespace: String, columns: [String], row: @escaping ([String?]) throws -> Void
  ) {
    state = State(root: root, namespace: namespace, columns: columns, row: row)
    var handler = unsafe Self.handler
    let context = unsafe Unmanaged.passUnretained(state).toOpaque()
    // Fails only if memory is exhausted, which cannot be handled. libxml2 copies the handler.
    unsafe parser = xmlCreatePushParserCtxt(&handler, context, nil, 0, nil)!
    unsafe state.parser = parser
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    unsafe xmlCtxtUseOptions(parser, Int32(options))
  }

  deinit {
    // Made for a document type, although nothing of it is read.
    if let document = unsafe parser.pointee.myDoc { unsafe xmlFreeDoc(document) }
    unsafe xmlFreeParserCtxt(parser)
  }

  /// - Throws: ``Failure``, and what the receiver of rows throws.
  package func read(_ bytes: RawSpan) throws {
    let status = unsafe bytes.withUnsafeBytes { bytes in
      unsafe xmlParseChunk(parser, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), 0)
    }
    try check(status)
  }

  /// - Throws: ``Failure`` if the document is not complete.
  package func finish() throws {
    try check(unsafe xmlParseChunk(parser, nil, 0, 1))
    guard unsafe parser.pointee.wellFormed == 1 else { throw Failure.notWellFormed }
  }

  private func check(_ status: Int32) throws {
    if let problem = state.problem { throw problem }
    guard status == 0 else { throw Failure.notWellFormed }
  }

  /// What libxml2 calls. Declarations of entities are not among it: so none is known.
  private static var handler: xmlSAXHandler {
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe handler.internalSubset = { context, _, _, _ in
      unsafe State.of(context).fail(Failure.hasDTD)
    }
    unsafe handler.startElementNs = { context, name, _, namespace, _, _, _, _, _ in
      guard let name = unsafe name else { return }
      let space = unsafe namespace.map { unsafe String(cString: $0) }
      unsafe State.of(context).start(String(cString: name), namespace: space)
    }
    unsafe handler.endElementNs = { context, _, _, _ in unsafe State.of(context).end() }
    unsafe handler.characters = { context, text, count in
      guard let text = unsafe text else { return }
      unsafe State.of(context).add(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    return unsafe handler
  }

  @safe private final class State {
    let root: String
    let namespace: String
    let columns: [String]
    let row: ([String?]) throws -> Void
    var problem: (any Error)?
    var parser: UnsafeMutablePointer<xmlParserCtxt>?
    private var depth = 0
    private var values: [String?]
    /// The column whose element was begun last.
    private var column = -1
    private var text: [UInt8] = []

    init(root: String, namespace: String, columns: [String], row: @escaping ([String?]) throws -> Void) {
      self.root = root
      self.namespace = namespace
      self.columns = columns
      self.row = row
      values = Array(repeating: nil, count: columns.count)
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> State {
      unsafe Unmanaged<State>.fromOpaque(context!).takeUnretainedValue()
    }

    func fail(_ error: any Error) {
      problem = problem ?? error
      unsafe xmlStopParser(parser)
    }

    func start(_ name: String, namespace: String?) {
      defer { depth += 1 }
      guard problem == nil else { return }
      guard namespace == self.namespace else { return fail(Failure.unexpectedElement) }
      switch depth {
      case 0 where name == root: break
      case 1 where name == "row":
        values = Array(repeating: nil, count: columns.count)
        column = -1
      case 2:
        guard let found = columns[(column + 1)...].firstIndex(of: name) else {
          return fail(Failure.unexpectedElement)
        }
        column = found
        text.removeAll(keepingCapacity: true)
      default: fail(Failure.unexpectedElement)
      }
    }

    func add(_ bytes: UnsafeBufferPointer<UInt8>) {
      guard problem == nil, depth == 3 else { return }
      unsafe text += bytes
      if text.count > FlatXMLReader.maxValueBytes { fail(Failure.tooLong) }
    }

    func end() {
      depth -= 1
      guard problem == nil else { return }
      switch depth {
      case 2: values[column] = String(decoding: text, as: UTF8.self)
      case 1:
        do {
          try row(values)
        } catch {
          fail(error)
        }
      default: break
      }
    }
  }
}
