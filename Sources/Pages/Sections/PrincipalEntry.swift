/// A row about a person, a team or the whole company, and the numbers that a chart has of it.
protocol PrincipalEntry {
  var row: FactRow { get }
}

extension PrincipalEntry {
  var kind: PrincipalKind { PrincipalKind(row) }
}
