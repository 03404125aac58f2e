/// Why an entry of a tree cannot be taken over.
struct CannotAdopt: Error {
  enum Kind {
    /// A file is not the one that was published, or the manifest says what no program published.
    case notPublished
    /// The bytes may be those that were published, but the facts and run ids cannot be proved.
    case notProved
  }

  let kind: Kind
  /// The file that it is about, in the tree; nil if it is about what the manifest says.
  let path: String?
  let reason: String

  init(_ path: String?, _ reason: String, _ kind: Kind = .notPublished) {
    self.kind = kind
    self.path = path
    self.reason = reason
  }
}
