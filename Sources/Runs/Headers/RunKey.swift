/// The recipe of a run's key and id, said once: the key is the SHA-256 of the canonical prefix
/// (``RunIdentity/keyPrefix``) and of the run's own dimensions; the id is made from the key.
///
/// The same run has the same key and the same id in every database.
enum RunKey {
  /// SQL of the key, from the parameter `run_key_prefix`.
  ///
  /// - Parameter dimensions: columns; a line for each, an empty one for NULL.
  static func sql(dimensions: [String]) -> String {
    // concat() writes NULL as nothing.
    let lines = dimensions.map { ", E'\\n\($0)=', \($0)" }.joined()
    return "sha256(convert_to(concat(:'run_key_prefix'::text\(lines)), 'UTF8'))"
  }

  /// SQL of the id, from the columns `run_key` and `error_message` and the parameter `fence`. The attempt is in the id of a
  /// failed run, so that it never stands in the way of a later success.
  static let idSQL = """
    report_run_id(CASE WHEN error_message IS NULL THEN run_key
                       ELSE sha256(run_key || int8send(:'fence'::bigint)) END)
    """
}
