import Testing

/// A file and what is to be said of it.
struct IssueCase: CustomTestStringConvertible, Sendable {
  let name: String
  let yaml: String
  /// In the order of their positions; none for a file that is right.
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
