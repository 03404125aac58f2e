/// A percentage with two decimals.
///
/// - Parameter hundredths: of a percent.
func percentText(_ hundredths: Int) -> String {
  let decimals = String(hundredths % 100)
  return "\(hundredths / 100).\(decimals.count < 2 ? "0" : "")\(decimals)"
}
