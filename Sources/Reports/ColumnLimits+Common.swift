/// Limits that several reports have.
extension ColumnLimits {
  package static let stageName = ColumnLimits(
    missing: "At least one stage of this pipeline has no name. Give it one in the CRM",
    tooLarge:
      "The name of at least one stage of this pipeline is too long for the report (more than 255 "
      + "characters). Shorten it in the CRM")

  package static let stageState = ColumnLimits(
    tooLarge:
      "The state of at least one stage of this pipeline is too long for the report (more than 20 "
      + "characters). Correct it in the CRM")

  /// Of the amounts in one stage.
  package static let stageAmount = ColumnLimits(
    notANumber: "The amount of at least one deal of this pipeline is not a number. Correct it in the CRM",
    tooLarge: "The deals of one stage add up to an amount that is too large for the report "
      + "(more than 18 digits before the decimal point). Correct the deals' amounts in the CRM")
}
