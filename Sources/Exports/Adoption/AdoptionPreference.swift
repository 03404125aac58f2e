/// Which side counts where the ledger has a period from another snapshot than the tree.
package enum AdoptionPreference: String, Sendable, CaseIterable {
  case tree, ledger
}
