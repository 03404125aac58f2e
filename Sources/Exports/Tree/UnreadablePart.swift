/// A part of the manifest that is missing or is not the one that the manifest lists.
struct UnreadablePart: Error, CustomStringConvertible {
  let path: String

  var description: String {
    "\(path) is missing or is not the one that manifest.json lists; `dyno-reports export` writes it again"
  }
}
