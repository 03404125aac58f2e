internal import CLibXML2
package import Foundation

/// XML that another program may have written.
package enum XMLText {
  /// Whether it is well-formed. The check uses no network and expands no entities.
  package static func isWellFormed(_ data: Data) -> Bool {
    guard let size = Int32(exactly: data.count) else { return false }
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)
    let document = unsafe data.withUnsafeBytes { bytes in
      unsafe xmlReadMemory(bytes.bindMemory(to: CChar.self).baseAddress, size, nil, nil, options)
    }
    guard let document = unsafe document else { return false }
    unsafe xmlFreeDoc(document)
    return true
  }
}
