/// The types of the CRM's columns, as they are in one CRM.
struct SourceTypes: Sendable {
  /// SQL that creates the types.
  var definitions = ""
  var id = "uuid"
  var instant = "timestamptz"
  var date = "date"
  var flag = "boolean"
  var name = "varchar(255)"
  var stageState = "varchar(20)"
  var principalType = "varchar(20)"
  var amount = "numeric(14,2)"
  var target = "numeric(14,2)"
  /// nil for a CRM without the column.
  var position: String?
  /// nil for a CRM without the column.
  var probability: String?
  /// nil for a CRM without the column.
  var currency: String?

  /// Those of the specification. A CRM with greater or finer amounts or longer texts gets columns without a limit: a few
  /// amounts of type `numeric(14,2)` cannot exceed a total of `numeric(20,2)`.
  static func usual(for crm: CRM = CRM()) -> SourceTypes {
    var types = SourceTypes()
    if crm.hasWideAmounts || crm.hasFineAmounts || crm.hasInfiniteAmounts {
      (types.amount, types.target) = ("numeric", "numeric")
    }
    if crm.hasLongTexts { (types.name, types.stageState) = ("text", "text") }
    (types.position, types.currency) = (crm.positionType, crm.currencyType)
    types.probability = crm.probabilityType
    return types
  }
}

extension CRM {
  fileprivate var hasWideAmounts: Bool {
    let limit: Int128 = 1_000_000_000_000_000_000_000
    return (deals.map(\.amount) + targets.map(\.amount)).contains { amount in
      abs(amount?.inBillionths ?? 0) >= limit
    }
  }

  fileprivate var hasFineAmounts: Bool {
    (deals.map(\.amount) + targets.map(\.amount)).contains { amount in
      if case .billionths = amount { true } else { false }
    }
  }

  fileprivate var hasInfiniteAmounts: Bool { deals.contains { $0.amount == .infinity } }

  fileprivate var hasLongTexts: Bool {
    stages.contains { ($0.name?.count ?? 0) > 255 || ($0.stageState?.count ?? 0) > 20 }
  }
}
