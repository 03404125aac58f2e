/// The tenant's currency, and what happens to a run with amounts in another one.
struct OracleCurrency: Hashable, Sendable {
  /// In upper case.
  let code: String
  /// Whether such a run fails; otherwise it counts the deals.
  let fails: Bool

  /// A deal without a code, or with a blank one, is in the tenant's currency.
  func isOther(_ deal: DealRow) -> Bool {
    var code = Array((deal.currency ?? "").utf8)
    while code.first == blank { code.removeFirst() }
    while code.last == blank { code.removeLast() }
    return !code.isEmpty && code.map(upperCase) != Array(self.code.utf8)
  }

  private let blank = UInt8(ascii: " ")

  init(code: String, fails: Bool = false) {
    self.code = code
    self.fails = fails
  }

  private func upperCase(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
  }
}
