/// An error that provides the exit status of the process, for modules that this one does not import.
package protocol ErrorWithExitStatus: Error {
  var exitStatus: ExitStatus { get }
}
