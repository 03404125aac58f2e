internal import Crypto
internal import Foundation

/// Names the style of a page in its security policy.
package enum StyleDigest {
  /// `sha256-` and the hash in Base64.
  package static func name(of style: [UInt8]) -> String {
    "sha256-" + Data(SHA256.hash(data: style)).base64EncodedString()
  }
}
