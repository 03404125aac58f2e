/// An error of a module that this one does not know, which says itself how the process ends.
package protocol ErrorWithExitStatus: Error {
  var exitStatus: ExitStatus { get }
}
