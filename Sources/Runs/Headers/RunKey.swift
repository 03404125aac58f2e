internal import Foundation

/// Defines a run's key and id. The key is the SHA-256 of the canonical prefix (``prefix(tenantID:report:revision:inputParameters:)``)
/// followed by the run's own dimensions; the id is derived from the key.
///
/// The same run has the same key and the same id in every database.
enum RunKey {
  /// The canonical text of parameters: JSON with sorted keys.
  static func text(_ parameters: [String: ParameterValue]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(parameters), as: UTF8.self)
  }

  /// The canonical prefix of a run's key.
  ///
  /// - Parameter inputParameters: their ``text(_:)``.
  static func prefix(tenantID: UUID, report: String, revision: Int, inputParameters: String) -> String {
    [tenantID.uuidString.lowercased(), report, String(revision), inputParameters].joined(separator: "\n")
  }

  /// SQL of the key, from the parameter `run_key_prefix`.
  ///
  /// - Parameter dimensions: the columns. Each adds a line `name=value`; the value is empty for NULL.
  static func sql(dimensions: [String]) -> String {
    // concat() writes NULL as nothing.
    let lines = dimensions.map { ", E'\\n\($0)=', \($0)" }.joined()
    return "sha256(convert_to(concat(:'run_key_prefix'::text\(lines)), 'UTF8'))"
  }

  /// SQL of the id, from the columns `run_key` and `error_message` and the parameter `fence`. The id of a
  /// failed run also depends on the attempt, so that it never conflicts with a later success.
  static let idSQL = """
    report_run_id(CASE WHEN error_message IS NULL THEN run_key
                       ELSE sha256(run_key || int8send(:'fence'::bigint)) END)
    """
}
