"""The library that makes a system call go wrong: its compilation, and the variables that tell it what to do."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SOURCE = Path(__file__).with_name("fault_shim.c")


@dataclass(frozen=True)
class Call:
    """A call that counted: its number from 1, its name, whether it can change anything, and its path."""

    number: int
    name: str
    changes: bool
    path: str

    @staticmethod
    def read(line: str) -> "Call":
        number, name, kind, *path = line.rstrip("\n").split(" ", 3)
        return Call(int(number), name, kind == "w", path[0] if path else "")

    @property
    def makes_or_fills(self) -> bool:
        """Whether an error here can cost bytes of a file."""
        return self.changes and self.name in {"write", "pwrite", "writev", "fsync", "fdatasync", "ftruncate"}


def compiler() -> str:
    """Swift comes with a C compiler, in the same folder."""
    if swift := shutil.which("swift"):
        beside = Path(swift).resolve().with_name("clang")
        if beside.exists():
            return str(beside)
    found = shutil.which("clang") or shutil.which("cc")
    if not found:
        raise SystemExit("There is no C compiler: neither clang beside swift, nor cc.")
    return found


def compile_shim(folder: Path) -> Path:
    library = folder / "fault_shim.so"
    done = subprocess.run(
        [compiler(), "-shared", "-fPIC", "-O1", "-Wall", "-o", str(library), str(_SOURCE), "-ldl"],
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise SystemExit(f"{_SOURCE} does not compile: {done.stderr}")
    return library


def shim_environment(
    library: Path,
    of: str,
    at: int = 0,
    does: str = "",
    *,
    name: str = "",
    error: int = 0,
    below: list[Path] | None = None,
    seconds: int = 0,
    trace: Path | None = None,
    fired: Path | None = None,
) -> dict[str, str]:
    """:param of: files, network or clock"""
    variables = {
        "LD_PRELOAD": str(library),
        "FAULT_CLASS": of,
        "FAULT_AT": str(at),
        "FAULT_DOES": does,
        "FAULT_ERRNO": str(error),
        "FAULT_SECONDS": str(seconds),
    }
    if name:
        variables["FAULT_NAME"] = name
    if below:
        variables["FAULT_BELOW"] = ":".join(map(str, below))
    if trace:
        variables["FAULT_TRACE"] = str(trace)
    if fired:
        variables["FAULT_FIRED"] = str(fired)
    return variables
