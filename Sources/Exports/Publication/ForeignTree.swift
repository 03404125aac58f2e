internal import Foundation
internal import Runs

/// A tree that is another tenant's, or that has files and nothing that says whose they are.
package struct ForeignTree: Error, CustomStringConvertible {
  let path: String

  package var description: String {
    "\(path) holds another tenant's files, or files without a manifest that says whose they are; slugs must be unique "
      + "among all who share an exports folder"
  }
}
