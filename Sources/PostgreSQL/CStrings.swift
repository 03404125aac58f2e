internal import Glibc

/// An array of C strings that lives as long as this object. nil becomes a NULL pointer.
@safe final class CStrings {
  private let count: Int
  private var owned: [UnsafeMutablePointer<CChar>?]
  let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>

  init(_ strings: [String?]) {
    count = strings.count
    unsafe owned = strings.map { unsafe $0.flatMap { unsafe strdup($0) } }
    unsafe pointers = .allocate(capacity: max(strings.count, 1))
    for index in strings.indices {
      unsafe (pointers + index).initialize(to: UnsafePointer(owned[index]))
    }
  }

  deinit {
    for index in 0..<count { unsafe free(owned[index]) }
    unsafe pointers.deallocate()
  }
}
