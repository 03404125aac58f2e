import Foundation

/// A row of `deal`. `status` is a column of the CRM that no report may read; its values here are misleading.
struct DealRow: Hashable, Sendable {
  var tenantID: UUID
  var id: UUID
  var pipelineID: UUID?
  var stageID: UUID?
  var amount: SourceAmount?
  var createdAt: SourceInstant
  var updatedAt: SourceInstant
  var expectedCloseDate: SourceDate?
  var closeDate: SourceDate?
  var ownedByUserID: UUID?
  var assignedUserID: UUID?
  var ownedByGroupID: UUID?
  var assignedGroupID: UUID?
  var status: String = "OPEN"
  /// Of a column that the CRM need not have.
  var currency: String?
}

/// A row of `deal_pipeline_stage_state`.
struct StageStateRow: Hashable, Sendable {
  var tenantID: UUID
  var dealID: UUID
  var pipelineID: UUID
  var stageID: UUID
  var enteredAt: SourceInstant
  var exitedAt: SourceInstant?
  /// nil is not current.
  var isCurrent: Bool?
}

/// A row of `pipeline_stage`.
struct StageRow: Hashable, Sendable {
  var tenantID: UUID
  var id: UUID
  var pipelineID: UUID
  var name: String?
  /// A stage without a state is neither open nor closed, except in the overview.
  var stageState: String?
  /// Of a column that the CRM need not have.
  var position: SourcePosition?
  /// Of a column that the CRM need not have.
  var probability: SourceProbability?

  var isWon: Bool { stageState == "DONE_SUCCESS" }
  var isLost: Bool { stageState == "DONE_FAILED" }
  var isTerminal: Bool { isWon || isLost }
  var isOpen: Bool { stageState != nil && !isTerminal }
}

/// A row of `sales_target`. The principal's type is text, since the table may hold any.
struct SalesTargetRow: Hashable, Sendable {
  var tenantID: UUID
  var principalType: String?
  var principalID: UUID
  var pipelineID: UUID?
  var periodStart: SourceDate
  var periodEnd: SourceDate
  var amount: SourceAmount
}

/// A row of `report_label`. Every column of a view can be NULL.
struct LabelRow: Hashable, Sendable {
  var tenantID: UUID?
  var kind: String?
  var id: UUID?
  var name: String?
}

/// Everything in the CRM's four tables and in its labels, of all tenants.
struct CRM: Hashable, Sendable {
  var deals: [DealRow] = []
  var stageStates: [StageStateRow] = []
  var stages: [StageRow] = []
  var targets: [SalesTargetRow] = []
  var labels: [LabelRow] = []
  /// The type of `pipeline_stage.position`; nil for a CRM without the column.
  var positionType: String?
  /// The type of `pipeline_stage.probability`; nil for a CRM without the column.
  var probabilityType: String?
  /// The type of `deal.currency`; nil for a CRM without the column.
  var currencyType: String?

  func deals(of tenantID: UUID) -> [DealRow] { deals.filter { $0.tenantID == tenantID } }
  func stages(of tenantID: UUID) -> [StageRow] { stages.filter { $0.tenantID == tenantID } }
  func targets(of tenantID: UUID) -> [SalesTargetRow] { targets.filter { $0.tenantID == tenantID } }

  /// The stages by id, which is unique only within a tenant.
  func stagesByID(of tenantID: UUID) -> [UUID: StageRow] {
    Dictionary(uniqueKeysWithValues: stages(of: tenantID).map { ($0.id, $0) })
  }

  /// A pipeline is any `pipeline_id` in the tenant's `pipeline_stage`.
  func pipelines(of tenantID: UUID) -> [UUID] {
    Set(stages(of: tenantID).map(\.pipelineID)).sorted { $0.precedes($1) }
  }

  /// The number of the pipelines' stages whose state is NULL.
  func stagesWithoutState(in pipelines: Set<UUID>, of tenantID: UUID) -> Int {
    stages(of: tenantID).count { pipelines.contains($0.pipelineID) && $0.stageState == nil }
  }
}
