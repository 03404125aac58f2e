internal import Reports

extension Report {
  /// The namespace of the report's XML files. It changes only if the meaning of their content changes.
  var xmlNamespace: String { "urn:dyno-reports:\(type):1" }
}
