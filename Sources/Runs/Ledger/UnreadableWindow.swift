/// What an occurrence looked at is recorded in a form that this program cannot read.
package struct UnreadableWindow: Error, CustomStringConvertible {
  package init() {}

  package var description: String { "`window` in its request has an unknown format" }
}
