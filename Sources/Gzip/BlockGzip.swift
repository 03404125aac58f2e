/// A gzip member that is compressed in blocks.
package enum BlockGzip {
  /// How large a block can be before compression, in bytes: no smaller than what the next one looks at, and small enough for the
  /// memory.
  package static let sizes = DeflatedBlock.window...64 * 1024 * 1024
}
