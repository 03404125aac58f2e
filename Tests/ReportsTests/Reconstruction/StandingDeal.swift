/// A deal that stands in a stage, as text that PostgreSQL prints.
struct StandingDeal: Hashable {
  let dealID: String?
  let stageID: String?
  let entered: String?

  init(dealID: String?, stageID: String?, entered: String?) {
    (self.dealID, self.stageID, self.entered) = (dealID, stageID, entered)
  }

  init(_ visit: StageVisit) {
    self.init(
      dealID: visit.dealID.text, stageID: visit.stage.id.text, entered: CivilText.instant(visit.entered))
  }
}
