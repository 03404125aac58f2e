import Foundation

/// The ids that a random CRM uses. All its tenants use the same ones, for different things.
struct RandomIDs: Sendable {
  let tenants: [UUID]
  /// The last one has no stage in any tenant.
  let pipelines: [UUID]
  /// The last one is never a stage of any tenant.
  let stages: [UUID]
  /// The last one is never a deal of any tenant.
  let deals: [UUID]
  /// Some ids are in both of these.
  let users: [UUID]
  let groups: [UUID]

  init(_ random: inout SplitMix64) {
    func ids(_ kind: String, _ count: Int) -> [UUID] {
      (0..<count).map { number in
        Self.id(first: random.below(256), kind: kind, number: number)
      }
    }
    tenants = ids("7e4a", random.chance(70) ? 2 : 1)
    pipelines = ids("b1be", random.within(1...3) + 1)
    stages = ids("57a6", random.within(2...7) + 1)
    deals = ids("dea1", random.pick([0, 1, 3, 10, 20, 40, 40, 80]) + 1)
    let people = ids("9e09", 9)
    users = Array(people[..<random.within(0...6)])
    groups = Array(people[3..<(3 + random.within(0...6))])
  }

  /// The text of an id shows what it is an id of. Its first byte makes the order of ids differ from the order
  /// of their numbers, and signed comparison differ from unsigned.
  static func id(first: Int, kind: String, number: Int) -> UUID {
    let text = "\(hexadecimal(first, width: 2))000000-0000-0000-\(kind)-\(hexadecimal(number, width: 12))"
    guard let id = UUID(uuidString: text) else { preconditionFailure("not a UUID: \(text)") }
    return id
  }
}

private func hexadecimal(_ number: Int, width: Int) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: width - digits.count) + digits
}
