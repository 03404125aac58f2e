/// A span of time in which a zone's offset does not change, from `start` up to but not including `end`.
///
/// Both are in seconds since 1970; `Int.min` and `Int.max` mean that the span has no beginning or no end. Two
/// adjacent spans may have the same offset.
struct OffsetSpan: Hashable {
  var start: Int
  var end: Int
  /// Seconds east of UTC.
  var offset: Int

  /// The offsets that TZif allows, in seconds: one second less than 25 hours west, 26 hours east.
  static let allowedOffsets = -89_999...93_599
}
