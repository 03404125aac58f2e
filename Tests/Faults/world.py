"""The world that is built once for a sweep: what each operation begins with, and what it leaves undisturbed."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

import crm
from cluster import Cluster, memory_folder
from program import Ended, Running
from state import State, read_state


class Place:
    """A database, schedule files and an exports folder, in which the program can be run."""

    def __init__(self, world: "World", database: str, folder: Path, cluster: Cluster | None = None):
        self.world = world
        self.cluster = cluster or world.cluster
        self.database = database
        self.folder = folder
        self.exports = folder / "exports"
        self.schedules = folder / "schedules"
        self.temporary = folder / "tmp"
        self.host: Path | str | None = None
        self.options = ""

    def environment(self, user: str = "dyno_reports", more: dict[str, str] | None = None) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TMPDIR": str(self.temporary),
            "DYNO_REPORTS_DATABASE_URL": self.cluster.url(self.database, user, self.host, self.options),
            "DYNO_REPORTS_SCHEDULES": str(self.schedules),
            "DYNO_REPORTS_EXPORTS": str(self.exports),
            "DYNO_REPORTS_STATE": str(self.folder / "state"),
            **(more or {}),
        }

    def start(
        self,
        *arguments: str,
        user: str = "dyno_reports",
        more: dict[str, str] | None = None,
        wrapper: list[str] | None = None,
    ) -> Running:
        """Starts the program. What `more` sets is set for the program only, not for a wrapper."""
        command = [*self.world.program, *arguments]
        if wrapper and more:
            command = ["env", *(f"{name}={value}" for name, value in more.items()), *command]
            more = None
        return Running(command, self.environment(user, more), wrapper, said_as=arguments)

    def run(self, *arguments: str, limit: float | None = None, **options: Any) -> Ended:
        return self.start(*arguments, **options).wait(limit or self.world.limit)

    def sql(self, script: str) -> str:
        return self.cluster.sql(f"SET search_path = {crm.SCHEMA};\n{script}", self.database)

    def session(self, script: str) -> subprocess.Popen[bytes]:
        """A session of its own, which does this as the superuser."""
        return subprocess.Popen(
            [
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--dbname",
                self.cluster.url(self.database, "postgres"),
                "--command",
                f"SET search_path = {crm.SCHEMA}",
                "--command",
                script,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def state(self) -> State:
        return read_state(self.cluster, self.database, self.exports)

    def make_folders(self) -> None:
        for folder in (self.exports, self.schedules, self.temporary):
            folder.mkdir(parents=True)
        for slug, text in crm.SCHEDULES.items():
            (self.schedules / f"{slug}.yaml").write_text(text)


class World:
    """The cluster, the databases before each operation, and copies of them for each case."""

    def __init__(self, program: list[str], limit: float = 90):
        """:param limit: seconds after which a command hangs"""
        self.program = program
        self.limit = limit
        self.cluster = Cluster()
        self.folder = Path(tempfile.mkdtemp(prefix="drf-world-", dir=memory_folder()))
        self._numbers = itertools.count()
        self._lock = threading.Lock()

    def close(self) -> None:
        self.cluster.remove()
        subprocess.run(["chattr", "-R", "-i", str(self.folder)], capture_output=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def new_place(self, like: Place | None = None) -> Place:
        """A place with a migrated database; with `like`, a copy of that place."""
        with self._lock:
            number = next(self._numbers)
        name = f"place_{number}"
        place = Place(self, name, self.folder / name)
        if like is None:
            place.make_folders()
            place.cluster.sql(f"CREATE DATABASE {name}")
            place.cluster.sql(crm.script(), name)
            migrated = place.run("migrate", user="postgres")
            if migrated.code != 0:
                raise RuntimeError(f"cannot make the database: {migrated}")
            return place
        place.folder.mkdir()
        for part in ("exports", "schedules"):
            subprocess.run(["cp", "-a", str(like.folder / part), str(place.folder / part)], check=True)
        place.temporary.mkdir()
        place.cluster.sql(f"CREATE DATABASE {name} TEMPLATE {like.database}")
        return place

    def place_elsewhere(self, place: Place, cluster: Cluster) -> Place:
        """The same folders with a database on another server, which is not there yet."""
        return Place(self, place.database, place.folder, cluster)

    def remove_place(self, place: Place) -> None:
        shutil.rmtree(place.folder, ignore_errors=True)
        self.drop_database(place)

    def drop_database(self, place: Place) -> None:
        try:
            place.cluster.sql(f"DROP DATABASE IF EXISTS {place.database} WITH (FORCE)")
        except (RuntimeError, subprocess.TimeoutExpired):
            pass  # Its server may be gone, which is what was tried.


def copy_database(origin: Place, copy: Place) -> None:
    """Copies a database to another cluster."""
    copy.cluster.sql(
        "CREATE ROLE dyno_reports LOGIN; CREATE ROLE dyno_reports_open_work NOLOGIN;\n"
        f"CREATE DATABASE {copy.database}"
    )
    dump = subprocess.run(
        ["pg_dump", "--dbname", origin.cluster.url(origin.database, "postgres")], capture_output=True, text=True
    )
    if dump.returncode != 0:
        raise RuntimeError(f"pg_dump: {dump.stderr}")
    copy.cluster.sql(dump.stdout, copy.database)
