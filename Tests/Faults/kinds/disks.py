"""The disk is full, has no more inodes, or is read-only; links, other things and mounts at each level of the tree."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Iterator

from cases import Case, NotTried
from state import read_files
from sweep import Sweep
from trial import Trial

_OPERATIONS = ("first", "next", "restate", "export")


def _mount(sweep: Sweep, *arguments: str) -> None:
    if not sweep.may_mount:
        raise NotTried("needs the right to mount, which root has")
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        raise NotTried(f"mount: {done.stderr.strip()}")


def _unmount(path: Path) -> None:
    subprocess.run(["umount", "--lazy", str(path)], capture_output=True)


def _size(path: Path) -> int:
    """In KiB, as a memory file system counts."""
    return int(subprocess.run(["du", "-sk", str(path)], capture_output=True, text=True, check=True).stdout.split()[0])


def _on_disk(sweep: Sweep, name: str, options: str, room: int = 0) -> list[str]:
    """The operation with its exports folder on a small disk. Then the disk has room, and takes changes, again.

    :param options: of mount; {size} is what is there already and the room besides, in KiB
    """
    with Trial(sweep, name) as trial:
        exports = trial.place.exports
        kept = trial.place.folder / "kept"
        size = _size(exports)
        exports.rename(kept)
        exports.mkdir()
        _mount(sweep, "-t", "tmpfs", "-o", "size=256m,mode=0755", "tmpfs", str(exports))
        try:
            subprocess.run(["cp", "-a", f"{kept}/.", str(exports)], check=True)
            inodes = sum(1 for _ in exports.rglob("*")) + 1
            remount = f"remount,{options}".format(size=size + room, inodes=inodes + room)
            _mount(sweep, "-o", remount, str(exports))
            ended = trial.attempt()
            trial.check_published()
            trial.check_honesty(ended)
            _mount(sweep, "-o", "remount,rw,size=256m,nr_inodes=100000", str(exports))
            return trial.finish()
        finally:
            _unmount(exports)


def full_disks(sweep: Sweep) -> Iterator[Case]:
    for name in sweep.some(_OPERATIONS):
        for room in (0, 4, 8, 16, 32, 64, 96, 128, 160, 192, 224, 256, 320, 384):
            yield Case(
                "disk-full",
                f"{name}/{room:03}-KiB",
                lambda name=name, room=room: _on_disk(sweep, name, "size={size}k", room),
            )
        for room in (0, 1, 2, 5, 10, 20, 30, 40, 50, 70, 90):
            yield Case(
                "disk-full",
                f"{name}/{room:03}-inodes",
                lambda name=name, room=room: _on_disk(sweep, name, "nr_inodes={inodes}", room),
            )


def read_only_disks(sweep: Sweep) -> Iterator[Case]:
    for name in sweep.some((*_OPERATIONS, "idle", "verify", "doctor", "status")):
        yield Case("disk-read-only", name, lambda name=name: _on_disk(sweep, name, "ro"))


def _levels(exports: Path) -> list[str]:
    """One path of each form in the tree of acme: folders and files of all levels, and the staging folders."""
    forms: dict[str, str] = {}
    for path in sorted(exports.rglob("*")):
        relative = str(path.relative_to(exports))
        if relative.startswith("tenant=acme") or relative.startswith(".staging"):
            parts = relative.split("/")
            form = "/".join(part.split("=")[0] for part in parts[:-1])
            last = (
                parts[-1] if len(parts) < 3 else Path(parts[-1]).suffix + parts[-1].split("=")[0] * ("=" in parts[-1])
            )
            forms.setdefault(f"{form}/{last}", relative)
    return sorted(forms.values())


def _put_back(path: Path, outside: Path) -> None:
    """Undoes what was put in the place, as an operator would: what the program has put there stays."""
    if path.is_symlink() or not path.exists():
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(str(outside), str(path))


def links(sweep: Sweep) -> Iterator[Case]:
    """A symbolic link in the place of each folder and file: what it leads to is never changed."""
    for name in sweep.some(("next", "restate", "export", "idle", "verify")):
        for level in _levels(sweep.control(name).before.exports):
            for way in ("moved", "dangling", "loop"):

                def run(name: str = name, level: str = level, way: str = way) -> list[str]:
                    with Trial(sweep, name) as trial:
                        trial.may_set_aside = True
                        path = trial.place.exports / level
                        outside = trial.place.folder / "outside"
                        if not path.exists():
                            raise NotTried("what the link would replace is not there")
                        path.rename(outside)
                        path.symlink_to(
                            {"moved": outside, "dangling": trial.place.folder / "nowhere", "loop": path}[way]
                        )
                        before = _contents(outside)
                        trial.attempt()
                        if _contents(outside) != before:
                            trial.findings.append(f"what the link {level} led to was changed")
                        if (trial.place.folder / "nowhere").exists():
                            trial.findings.append(f"the link {level} was followed to make what it leads to")
                        _put_back(path, outside)
                        return trial.finish()

                yield Case("link", f"{name}/{way}/{level}", run)


def _contents(path: Path) -> dict[str, bytes]:
    return {"": path.read_bytes()} if path.is_file() else read_files(path)[0]


def obstacles(sweep: Sweep) -> Iterator[Case]:
    """A file in the place of a folder, a folder or a FIFO in the place of a file."""
    for name in sweep.some(("next", "restate", "export", "idle", "verify")):
        for level in _levels(sweep.control(name).before.exports):
            for way in ("other", "fifo"):

                def run(name: str = name, level: str = level, way: str = way) -> list[str]:
                    with Trial(sweep, name) as trial:
                        trial.may_set_aside = True
                        path = trial.place.exports / level
                        outside = trial.place.folder / "outside"
                        if not path.exists():
                            raise NotTried("what the obstacle would replace is not there")
                        path.rename(outside)
                        if way == "fifo":
                            os.mkfifo(path)
                        elif outside.is_dir():
                            path.write_text("a file")
                        else:
                            path.mkdir()
                            (path / "inside").write_text("a file in a folder")
                        trial.attempt(limit=30)
                        if path.is_fifo() or path.is_dir() != outside.is_dir():
                            shutil.rmtree(path) if path.is_dir() else path.unlink()
                        if not path.exists():
                            path.parent.mkdir(parents=True, exist_ok=True)
                            shutil.move(str(outside), str(path))
                        return trial.finish()

                yield Case("obstacle", f"{name}/{way}/{level}", run)


def mounts(sweep: Sweep) -> Iterator[Case]:
    """A folder of the tree is a mount of its own: of itself, so nothing can be renamed into it; or of an empty disk."""
    for name in sweep.some(("next", "restate", "export")):
        control = sweep.control(name)
        for level in _levels(control.before.exports):
            if not (control.before.exports / level).is_dir():
                continue
            for way in ("itself", "empty"):

                def run(name: str = name, level: str = level, way: str = way) -> list[str]:
                    with Trial(sweep, name) as trial:
                        trial.may_set_aside = True
                        path = trial.place.exports / level
                        arguments = ["--bind", str(path)] if way == "itself" else ["-t", "tmpfs", "tmpfs"]
                        _mount(sweep, *arguments, str(path))
                        try:
                            trial.attempt()
                        finally:
                            _unmount(path)
                        return trial.finish()

                yield Case("mount", f"{name}/{way}/{level}", run)


KINDS = {
    "disk-full": full_disks,
    "disk-read-only": read_only_disks,
    "link": links,
    "obstacle": obstacles,
    "mount": mounts,
}
