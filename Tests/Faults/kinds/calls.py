"""The system call number N is where the program is killed, or fails: of the file system and of the network."""

from __future__ import annotations

import errno
import signal
from typing import Iterator

from cases import Case, NotTried
from operations import MAIN
from shim import Call
from sweep import Sweep
from trial import Trial

# Operations whose file-system calls are tried. The last ones only read, where an error must not become a wrong answer.
OPERATIONS_OF_FILES = (*MAIN, "backfill", "publish", "skip", "adopt", "idle", "verify", "doctor", "status")
OPERATIONS_OF_NETWORK = (*MAIN, "publish", "skip", "adopt")

_READING = [errno.EACCES, errno.ESTALE, errno.EINTR, errno.ENOMEM, errno.ETIMEDOUT]
_ERRORS = {
    "open": [errno.ENOSPC, errno.EMFILE, errno.EACCES, errno.EROFS, errno.ENFILE, errno.EINTR],
    "write": [errno.ENOSPC, errno.EDQUOT, errno.EINTR, errno.EFBIG],
    "fsync": [errno.ENOSPC, errno.EDQUOT, errno.EINTR],
    "rename": [errno.ENOSPC, errno.EXDEV, errno.EACCES, errno.EBUSY, errno.ESTALE],
    "mkdir": [errno.ENOSPC, errno.EMLINK, errno.EROFS, errno.EACCES],
    "rmdir": [errno.EBUSY, errno.ENOTEMPTY, errno.EACCES],
    "unlink": [errno.EBUSY, errno.EACCES, errno.EROFS],
    "chmod": [errno.EPERM, errno.EROFS],
    "fchmod": [errno.EPERM, errno.EROFS],
    "close": [errno.ENOSPC, errno.EDQUOT, errno.EINTR],
    "flock": [errno.EINTR, errno.ENOLCK],
    "socket": [errno.EMFILE, errno.ENFILE, errno.ENOBUFS],
    "connect": [errno.ECONNREFUSED, errno.ENOENT, errno.ETIMEDOUT, errno.EAGAIN, errno.EINTR],
    "send": [errno.ECONNRESET, errno.EPIPE, errno.EINTR, errno.EAGAIN],
    "recv": [errno.ECONNRESET, errno.ETIMEDOUT, errno.EINTR],
    "poll": [errno.EINTR, errno.ENOMEM],
}
_USUAL = {
    "socket": errno.EMFILE,
    "connect": errno.ECONNREFUSED,
    "send": errno.EPIPE,
    "recv": errno.ECONNRESET,
    "poll": errno.ENOMEM,
}


def _other_error(call: Call) -> int:
    errors = _ERRORS.get(call.name, _READING)
    if call.name == "open" and not call.changes:
        errors = _READING
    return errors[call.number % len(errors)]


def _case(sweep: Sweep, kind: str, operation: str, of: str, call: Call, does: str, error: int = 0) -> Case:
    label = f"{operation}/{call.number:04}-{call.name}" + (f"-{errno.errorcode[error]}" if error else "")

    def run() -> list[str]:
        with Trial(sweep, operation) as trial:
            ended = trial.attempt(
                killed_by=(signal.SIGKILL,) if does == "kill" else (),
                more=sweep.fault(trial.place, of, call.number, does, name=call.name, error=error),
            )
            fault = sweep.fired(trial.place)
            if fault is None:
                raise NotTried(f"the call number {call.number} was not reached")
            trial.check_published()
            if does == "fail" and error != errno.EINTR:
                trial.check_honesty(ended, fault)
                trial.check_others(fault)
            elif does != "kill":
                trial.check_honesty(ended)
            return [
                f"at {fault.name} {fault.path.replace(str(trial.place.exports), '')}: {line}" for line in trial.finish()
            ]

    return Case(kind, label, run)


def kills_at_files(sweep: Sweep) -> Iterator[Case]:
    """SIGKILL before each call that changes the exports folder. Before a call that reads, nothing else has changed."""
    for name in sweep.some((*MAIN, "backfill", "publish", "skip", "doctor")):
        for call in sweep.calls(name, "files"):
            if call.changes and call.name != "close":
                yield _case(sweep, "file-kill", name, "files", call, "kill")


def errors_of_files(sweep: Sweep) -> Iterator[Case]:
    """EIO at each call in the exports folder."""
    for name in sweep.some(OPERATIONS_OF_FILES):
        for call in sweep.calls(name, "files"):
            yield _case(sweep, "file-error", name, "files", call, "fail", errno.EIO)


def other_errors_of_files(sweep: Sweep) -> Iterator[Case]:
    """Another error that fits the call, at each call; where bytes move, also only one of them."""
    for name in sweep.some(OPERATIONS_OF_FILES):
        for call in sweep.calls(name, "files"):
            yield _case(sweep, "file-other-error", name, "files", call, "fail", _other_error(call))
            if call.name in ("read", "write", "pread", "pwrite"):
                yield _case(sweep, "file-short", name, "files", call, "short")


def lasting_errors_of_files(sweep: Sweep) -> Iterator[Case]:
    """From a call on, all fail: the disk or the share is gone."""
    for name in sweep.some(MAIN):
        for call in sweep.calls(name, "files"):
            if call.number % 5 == 1:
                error = errno.ENOSPC if call.number % 2 else errno.ESTALE
                yield _case(sweep, "file-gone", name, "files", call, "fail-on", error)


def errors_of_inputs(sweep: Sweep) -> Iterator[Case]:
    """An error at each call that reads schedule files and time zones."""
    for name in sweep.some(("first", "next", "restate", "doctor")):
        for call in sweep.calls(name, "inputs"):
            yield _case(sweep, "input-error", name, "inputs", call, "fail", errno.EIO)
            yield _case(sweep, "input-error", name, "inputs", call, "fail", _other_error(call))
            if call.name == "read":
                yield _case(sweep, "input-short", name, "inputs", call, "short")


def kills_at_network(sweep: Sweep) -> Iterator[Case]:
    """SIGKILL before each call of a socket."""
    for name in sweep.some(OPERATIONS_OF_NETWORK):
        for call in sweep.calls(name, "network"):
            if call.name != "recv":
                yield _case(sweep, "network-kill", name, "network", call, "kill")


def errors_of_network(sweep: Sweep) -> Iterator[Case]:
    """An error at each call of a socket; for reading also the end, and one byte."""
    for name in sweep.some((*OPERATIONS_OF_NETWORK, "idle", "verify")):
        for call in sweep.calls(name, "network"):
            yield _case(sweep, "network-error", name, "network", call, "fail", _USUAL.get(call.name, errno.EIO))
            if call.name in _ERRORS:
                yield _case(sweep, "network-other-error", name, "network", call, "fail", _other_error(call))
            if call.name == "recv":
                yield _case(sweep, "network-end", name, "network", call, "end")
            if call.name in ("recv", "send"):
                yield _case(sweep, "network-short", name, "network", call, "short")


KINDS = {
    "file-kill": kills_at_files,
    "file-error": errors_of_files,
    "file-other-error": other_errors_of_files,
    "file-short": other_errors_of_files,
    "file-gone": lasting_errors_of_files,
    "input-error": errors_of_inputs,
    "input-short": errors_of_inputs,
    "network-kill": kills_at_network,
    "network-error": errors_of_network,
    "network-other-error": errors_of_network,
    "network-end": errors_of_network,
    "network-short": errors_of_network,
}
