/// The principals that a report is requested for.
enum PrincipalChoice: Hashable, Sendable {
  case all
  case users
  case groups
  case listed([PrincipalKey])
}
