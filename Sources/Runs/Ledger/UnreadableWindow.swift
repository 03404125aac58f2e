/// What an occurrence looked at is recorded in a form that this program cannot read.
struct UnreadableWindow: Error, CustomStringConvertible {
  var description: String { "`window` in its request has an unknown format" }
}
