/// What takes long in the plans of a report's statements.
package struct PlanFindings: Sendable {
  package let rescans: [Rescan]
  package let wholeReads: [WholeRead]
}
