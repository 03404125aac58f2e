/// A column of a statement's result.
package struct ResultColumn: Sendable {
  package let name: String
  let typeID: UInt32
  let typeModifier: Int32
}
