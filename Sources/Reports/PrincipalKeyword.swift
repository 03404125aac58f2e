/// The keywords of an option that asks for principals.
package enum PrincipalKeyword: String, Sendable, CaseIterable {
  case all, users, groups
}
