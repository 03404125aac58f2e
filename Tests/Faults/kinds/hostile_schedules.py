"""What can lie in the folder of schedule files: one bad file stops its own tenant and no other."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Callable, Iterator

import crm
from cases import Case
from comparison import differences
from sweep import Sweep
from trial import Trial

_HEAD = "tenant:\n  id: 99999999-8888-4777-8666-555555555555\n  slug: {slug}\n  timezone: {zone}\n"
_GOOD = _HEAD.format(slug="hostile", zone="UTC") + (
    "schedules:\n  - name: {name}\n    period: {period}\n{more}    reports:\n      - type: {report}\n"
)


def _good(
    name: str = "monthly",
    period: str = "monthly",
    more: str = "",
    report: str = "pipeline_overview",
    slug: str = "hostile",
    zone: str = "UTC",
) -> bytes:
    return (
        _GOOD.format(name=name, period=period, more=more, report=report)
        .replace("slug: hostile", f"slug: {slug}")
        .replace("timezone: UTC", f"timezone: {zone}")
        .encode()
    )


def _nested(depth: int) -> bytes:
    return "".join(f"{' ' * level}a:\n" for level in range(depth)).encode()


_LAUGHS = b"a: &a [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    f"{one}: &{one} [{', '.join('*' + before for _ in range(9))}]\n".encode()
    for before, one in zip("abcdefghij", "bcdefghijk")
)

_TEXTS: dict[str, bytes] = {
    "empty": b"",
    "comment": b"# nothing\n",
    "nothing": b"~\n",
    "list": b"- a\n- b\n",
    "scalar": b"42\n",
    "bom": b"\xef\xbb\xbf" + _good(),
    "utf-16": _good().decode().encode("utf-16"),
    "latin-1": b"tenant: \xe9\n",
    "nul": b"tenant:\x00\n",
    "controls": b"tenant: \x01\x1b[31m\n",
    "cr": _good().replace(b"\n", b"\r"),
    "crlf": _good().replace(b"\n", b"\r\n"),
    "tabs": b"tenant:\n\tid: 1\n",
    "next-line": "tenant:\u0085  id: 1\u2028".encode(),
    "deep-brackets": b"a: " + b"[" * 100_000,
    "deep-braces": b"{a: " * 50_000,
    "deep-maps": _nested(1_200),
    "deep-lists": b"- " * 50_000 + b"x\n",
    "deep-complex-keys": b"? " * 50_000,
    "laughs": _LAUGHS,
    "alias-to-itself": b"a: &a [*a]\n",
    "merge": b"a: &a {b: 1}\nc:\n  <<: *a\n",
    "tag": b"!!python/object/apply:os.system ['true']\n",
    "binary": b"tenant: !!binary aGVsbG8=\n",
    "two-documents": _good() + b"---\n" + _good(),
    "open-quote": b'tenant: "abc\n',
    "directive": b"%YAML 9.9\n---\na: 1\n",
    "over-1-mib": _good() + b"#" * (1 << 20),
    "long-line": b"tenant: " + b"x" * 1_000_000,
    "many-keys": b"".join(f"k{number}: 1\n".encode() for number in range(60_000)),
    "twice-the-key": _good() + b"tenant: 1\n",
    "slug-parent": _good(slug="'..'"),
    "slug-slash": _good(slug="a/b"),
    "slug-long": _good(slug="a" * 64),
    "slug-number": _good(slug="1e3"),
    "slug-null": _good(slug="~"),
    "slug-staging": _good(slug=".staging"),
    "slug-of-acme": _good(slug="acme"),
    "id-of-acme": _good().replace(b"99999999-8888-4777-8666-555555555555", crm.TENANTS["acme"].encode()),
    "id-nonsense": _good().replace(b"99999999-8888", b"nonsense"),
    "zone-parent": _good(zone="../../../etc/passwd"),
    "zone-absolute": _good(zone="/etc/passwd"),
    "zone-folder": _good(zone="Europe"),
    "zone-nonsense": _good(zone="Europe/Atlantis"),
    "zone-posix": _good(zone="posixrules"),
    "zone-table": _good(zone="zone.tab"),
    "zone-controls": _good(zone='"\\e[31m"'),
    "name-controls": _good(name='"a\\u0001b"'),
    "name-parent": _good(name="'..'"),
    "name-long": _good(name="a" * 64),
    "period-zero-days": _good(period="{rolling: {days: 0}}"),
    "period-many-days": _good(period="{rolling: {days: 999999999999}}"),
    "period-huge": _good(period="{rolling: {days: 99999999999999999999999999}}"),
    "ready-huge": _good(more="    ready_after: 99999999999999999999h\n"),
    "ready-long": _good(more="    ready_after: 9999999h\n"),
    "ready-negative": _good(more="    ready_after: -1h\n"),
    "catch-up-huge": _good(more="    catch_up: 99999999999999999999\n"),
    "catch-up-large": _good(more="    catch_up: 9223372036854775807\n"),
    "catch-up-inf": _good(more="    catch_up: .inf\n"),
    "since-year-1": _good(more="    since: 0001-01-01\n"),
    "since-year-0": _good(more="    since: 0000-01-01\n"),
    "since-9999": _good(more="    since: 9999-12-31\n"),
    "since-nonsense": _good(more="    since: 2025-02-30\n"),
    "since-huge": _good(more="    since: 99999999999-01-01\n"),
    "report-unknown": _good(report="'\\x1b[31mnothing'"),
    "no-reports": _HEAD.format(slug="hostile", zone="UTC").encode() + b"schedules: []\n",
}


def _file(name: str | bytes, content: bytes | None = None) -> Callable[[Path], None]:
    def put(folder: Path) -> None:
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        with open(path, "wb") as file:
            file.write(_TEXTS["controls"] if content is None else content)

    return put


def _link(target: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "hostile.yaml").symlink_to(target)


def _socket(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "hostile.yaml"))


def _sparse(folder: Path) -> None:
    with open(folder / "hostile.yaml", "wb") as file:
        file.truncate(1 << 36)


def _many(folder: Path) -> None:
    for number in range(2_000):
        (folder / f"file-{number}.yaml").write_bytes(b"tenant: 1\n")


_THINGS: dict[str, Callable[[Path], None]] = {
    "name-with-line": _file("a\nb.yaml"),
    "name-with-escape": _file("\x1b[31mred\x07.yaml"),
    "name-not-utf-8": _file(b"\xff\xfe.yaml"),
    "name-turned": _file("\u202elmay.yaml"),
    "name-long": _file("x" * 250 + ".yaml"),
    "name-blank": _file(" .yaml"),
    "name-hidden": _file(".yaml"),
    "name-upper": _file("X.YAML", _good()),
    "name-yml": _file("x.yml", _good()),
    "name-backup": _file("x.yaml~", _good()),
    "name-option": _file("--help.yaml"),
    "folder": lambda folder: (folder / "hostile.yaml").mkdir(),
    "fifo": lambda folder: os.mkfifo(folder / "hostile.yaml"),
    "socket": _socket,
    "sparse": _sparse,
    "many": _many,
    "link-dangling": _link("/nowhere/at/all"),
    "link-to-itself": _link("hostile.yaml"),
    "link-to-zeros": _link("/dev/zero"),
    "link-to-null": _link("/dev/null"),
    "link-to-folder": _link("/"),
    "link-to-terminal": _link("/dev/tty"),
    "link-to-acme": _link("acme.yaml"),
    "link-to-memory": _link("/proc/self/mem"),
    "link-to-fifo": lambda folder: (os.mkfifo(folder / "pipe"), (folder / "hostile.yaml").symlink_to("pipe"))[1],
}


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _nowhere(folder: Path) -> None:
    _empty(folder)
    folder.rmdir()


def _file_for_folder(folder: Path) -> None:
    _nowhere(folder)
    folder.write_text("a file")


def _fifo_for_folder(folder: Path) -> None:
    _nowhere(folder)
    os.mkfifo(folder)


def _link_for_folder(folder: Path) -> None:
    _nowhere(folder)
    folder.symlink_to("/nowhere/at/all")


# What hits all tenants.
_FOLDERS: dict[str, Callable[[Path], None]] = {
    "all-empty": _empty,
    "all-nowhere": _nowhere,
    "all-file": _file_for_folder,
    "all-fifo": _fifo_for_folder,
    "all-link": _link_for_folder,
}


def _case(sweep: Sweep, operation: str, name: str, put: Callable[[Path], None], replaces: bool) -> Case:
    """:param replaces: acme's own file becomes the hostile one"""

    def run() -> list[str]:
        with Trial(sweep, operation) as trial:
            place = trial.place
            kept = place.folder / "kept"
            place.schedules.rename(kept)
            place.schedules.mkdir()
            for slug in crm.SCHEDULES:
                if not (replaces and slug == "acme"):
                    (place.schedules / f"{slug}.yaml").write_bytes((kept / f"{slug}.yaml").read_bytes())
            put(place.schedules)
            hit = list(crm.TENANTS) if name in _FOLDERS else ["acme"] if replaces or "acme" in name else []
            others = [slug for slug in crm.TENANTS if slug not in hit]
            ended = trial.attempt(limit=60)
            if any(ord(mark) < 32 and mark != "\n" for mark in ended.errors):
                trial.findings.append(f"a control character in a message: {ended.errors[:200]!r}")
            lines = differences(trial.control.after_state, place.state(), others)
            trial.findings += [f"it stopped another tenant: {line}" for line in lines[:3]]
            for command in (("check",), ("plan", "--at", crm.NEXT)):
                trial.judge(place.run(*command, limit=60))
            if os.path.lexists(place.schedules):
                place.schedules.rename(place.folder / "hostile")
            kept.rename(place.schedules)
            trial.findings += trial.operation.finish(place)
            trial.findings += differences(trial.control.after_state, place.state(), list(crm.TENANTS))
            return trial.findings

    return Case("hostile-schedule", f"{operation}/{name}", run)


def hostile_schedules(sweep: Sweep) -> Iterator[Case]:
    for operation in sweep.some(("first", "next")):
        for name, text in _TEXTS.items():
            yield _case(sweep, operation, name, _file("hostile.yaml", text), False)
            # What is of acme would be valid there, for another tenant.
            if operation == "first" and "acme" not in name:
                yield _case(sweep, operation, f"in-place-of-acme-{name}", _file("acme.yaml", text), True)
        for name, put in (_THINGS | _FOLDERS).items():
            yield _case(sweep, operation, name, put, False)


KINDS = {"hostile-schedule": hostile_schedules}
