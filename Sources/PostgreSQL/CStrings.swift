internal import Glibc

/// An array of C strings, NULL where Swift has nil, that lives as long as this object.
@safe final class CStrings {
  private var owned: [UnsafeMutablePointer<CChar>?]
  let pointers: UnsafeMutablePointer<UnsafePointer<CChar>?>

  init(_ strings: [String?]) {
    unsafe owned = strings.map { unsafe $0.flatMap { unsafe strdup($0) } }
    unsafe pointers = .allocate(capacity: max(strings.count, 1))
    for index in strings.indices {
      unsafe (pointers + index).initialize(to: UnsafePointer(owned[index]))
    }
  }

  deinit {
    for unsafe string in unsafe owned { unsafe free(string) }
    unsafe pointers.deallocate()
  }
}
