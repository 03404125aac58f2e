import Testing

/// A file and its expected issues.
struct IssueCase: CustomTestStringConvertible, Sendable {
  let name: String
  let yaml: String
  /// In the order of their positions; empty for a valid file.
  let expected: [String]

  init(_ name: String, _ yaml: String, _ expected: String...) {
    self.name = name
    self.yaml = yaml
    self.expected = expected
  }

  var testDescription: String { name }
}

func check(_ issueCase: IssueCase, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let found = try issues(in: issueCase.yaml)
  #expect(found == issueCase.expected, "\n\(issueCase.yaml)", sourceLocation: sourceLocation)
}
