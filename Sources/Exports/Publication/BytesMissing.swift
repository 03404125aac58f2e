/// A file of which only the bytes were taken over is not there.
struct BytesMissing: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "\(path) is missing or was changed, and cannot be written again: the period was taken over without its facts. Put the file "
      + "back from a backup of the folder"
  }
}
