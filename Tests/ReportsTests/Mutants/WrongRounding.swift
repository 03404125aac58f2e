/// SQL that rounds `x` in other ways than the column does.
enum WrongRounding {
  static func halfEven(_ scale: Int) -> String {
    """
    CASE WHEN abs(x - trunc(x, \(scale))) * 2 * 1e\(scale) = 1 AND trunc(x * 1e\(scale)) % 2 = 0
      THEN trunc(x, \(scale)) ELSE x END
    """
  }

  static func halfUp(_ scale: Int) -> String { "floor(x * 1e\(scale) + 0.5) / 1e\(scale)" }
  static func truncated(_ scale: Int) -> String { "trunc(x, \(scale))" }
  static func twice(_ scale: Int) -> String { "round(x, \(scale))" }
}
