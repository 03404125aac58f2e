/// A record of a zip archive: a signature and little-endian numbers, then a name.
struct ZipRecord {
  private(set) var bytes: [UInt8] = []

  private init(signature: UInt32) { add(signature) }

  /// What stands before a file.
  static func localHeader(name: [UInt8]) -> ZipRecord {
    var record = ZipRecord(signature: 0x0403_4B50)
    record.addProperties()
    // Checksum and sizes, which follow the file.
    for _ in 0..<3 { record.add(UInt32(0)) }
    record.add(UInt16(name.count))
    record.add(UInt16(0))
    record.bytes += name
    return record
  }

  /// What stands after a file.
  static func dataDescriptor(crc32: UInt32, compressedSize: UInt32, size: UInt32) -> ZipRecord {
    var record = ZipRecord(signature: 0x0807_4B50)
    for value in [crc32, compressedSize, size] { record.add(value) }
    return record
  }

  /// What the list at the end says of a file.
  ///
  /// - Parameter offset: of its header.
  static func directoryEntry(
    name: [UInt8], crc32: UInt32, compressedSize: UInt32, size: UInt32, offset: UInt32
  ) -> ZipRecord {
    var record = ZipRecord(signature: 0x0201_4B50)
    record.add(version)
    record.addProperties()
    for value in [crc32, compressedSize, size] { record.add(value) }
    record.add(UInt16(name.count))
    // Extra field, comment, disk and attributes.
    for _ in 0..<4 { record.add(UInt16(0)) }
    record.add(UInt32(0))
    record.add(offset)
    record.bytes += name
    return record
  }

  /// The end of the archive.
  ///
  /// - Parameters:
  ///   - size: of the list, in bytes.
  ///   - offset: of the list.
  static func directoryEnd(entries: Int, size: UInt32, offset: UInt32) -> ZipRecord {
    var record = ZipRecord(signature: 0x0605_4B50)
    // The number of this disk, and of the one on which the list begins.
    for _ in 0..<2 { record.add(UInt16(0)) }
    for _ in 0..<2 { record.add(UInt16(entries)) }
    record.add(size)
    record.add(offset)
    record.add(UInt16(0))
    return record
  }

  /// 2.0: folders and deflate.
  private static let version: UInt16 = 20

  /// The version that can read it, that sizes follow the file, that it is deflated, and the time: 1980-01-01, 00:00.
  private mutating func addProperties() {
    for value in [Self.version, 1 << 3, 8, 0, 1 << 5 | 1] as [UInt16] { add(value) }
  }

  private mutating func add(_ value: some FixedWidthInteger & UnsignedInteger) {
    unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes += $0 }
  }
}
