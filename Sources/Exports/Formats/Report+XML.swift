internal import Reports

extension Report {
  /// The namespace of the report's XML files, which changes only with the meaning of what is in it.
  var xmlNamespace: String { "urn:dyno-reports:\(type):1" }
}
