/// The principals that a report is asked for.
enum PrincipalChoice: Hashable, Sendable {
  case all
  case users
  case groups
  case listed([PrincipalKey])
}
