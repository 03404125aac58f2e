internal import CLibXML2

/// A name that is converted to a C string only once, for use in the loop over the rows.
@safe package final class StaticName {
  let pointer: UnsafeMutablePointer<UInt8>

  package init(_ name: String) {
    let bytes = Array(name.utf8) + [0]
    unsafe pointer = .allocate(capacity: bytes.count)
    unsafe pointer.initialize(from: bytes, count: bytes.count)
  }

  deinit { unsafe pointer.deallocate() }
}
