"""A private PostgreSQL server on a Unix socket, made for one sweep and removed at its end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

INSTALLATIONS = Path("/usr/lib/postgresql")
SERVER_USER = "postgres"


def server_programs() -> Path:
    """The folder of the newest installed server's programs, or the one that DYNO_REPORTS_PG_BIN names."""
    if named := os.environ.get("DYNO_REPORTS_PG_BIN"):
        return Path(named)
    found = [path for path in INSTALLATIONS.glob("*/bin") if (path / "initdb").exists()]
    if not found:
        raise SystemExit("There is no PostgreSQL server in /usr/lib/postgresql; DYNO_REPORTS_PG_BIN can name another.")
    return max(found, key=lambda path: int(path.parent.name))


def memory_folder() -> str:
    """Where a sweep writes: in memory where there is enough of it, because no power fails here, and fsync costs time."""
    memory = Path("/dev/shm")
    try:
        room = os.statvfs(memory)
        return str(memory) if room.f_bavail * room.f_frsize > 2 << 30 and os.access(memory, os.W_OK) else "/tmp"
    except OSError:
        return "/tmp"


def as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", SERVER_USER, "--", *command] if os.geteuid() == 0 else command


class Cluster:
    """A running server. Its folder has a short name, because a socket's path is limited to 107 bytes."""

    def __init__(self, settings: list[str] | None = None, copy_of: "Cluster | None" = None, durable: bool = False):
        """Makes and starts it; with `copy_of`, as a standby that follows that server.

        :param settings: more lines for postgresql.conf
        :param durable: with fsync, for servers that are stopped at once
        """
        self.programs = server_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="drf-", dir=memory_folder()))
        self.data = self.folder / "data"
        self.port = 5432
        if os.geteuid() == 0:
            shutil.chown(self.folder, SERVER_USER)
        lines = [
            "listen_addresses = ''",
            f"unix_socket_directories = '{self.folder}'",
            "max_connections = 100",
            "shared_buffers = '128MB'",
            "log_min_messages = 'warning'",
            "max_wal_size = '1GB'",
            "autovacuum = off",
            "wal_level = replica",
        ]
        if not durable:
            lines += ["fsync = off", "full_page_writes = off"]
        try:
            if copy_of is None:
                self._command(
                    [
                        "initdb",
                        f"--pgdata={self.data}",
                        "--auth=trust",
                        "--username=postgres",
                        "--encoding=UTF8",
                        "--locale=C.UTF-8",
                        "--no-instructions",
                        "--no-sync",
                    ]
                )
            else:
                self._command(
                    [
                        "pg_basebackup",
                        f"--pgdata={self.data}",
                        f"--host={copy_of.folder}",
                        "--username=postgres",
                        "--write-recovery-conf",
                        "--checkpoint=fast",
                        "--no-sync",
                    ]
                )
            with open(self.data / "postgresql.conf", "a", encoding="utf-8") as file:
                file.write("\n".join(lines + (settings or [])) + "\n")
            self.start()
        except BaseException:
            self.remove()
            raise

    def _command(self, command: list[str], check: bool = True) -> subprocess.CompletedProcess[str]:
        # Its output goes to a file: the server that pg_ctl leaves behind would hold a pipe open.
        with open(self.folder / "commands.log", "a", encoding="utf-8") as log:
            os.chmod(self.folder / "commands.log", 0o666)
            done = subprocess.run(
                as_server_user([str(self.programs / command[0]), *command[1:]]),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        if check and done.returncode != 0:
            raise RuntimeError(f"{command[0]} failed: {(self.folder / 'commands.log').read_text()[-2000:]}")
        return done

    def start(self) -> None:
        self._command(["pg_ctl", f"--pgdata={self.data}", f"--log={self.folder}/log", "--wait", "start"])

    def stop(self, mode: str = "fast") -> None:
        """With mode `immediate`, as if the machine had lost its power."""
        self._command(["pg_ctl", f"--pgdata={self.data}", f"--mode={mode}", "--wait", "stop"], check=False)

    @property
    def socket(self) -> str:
        return f"{self.folder}/.s.PGSQL.{self.port}"

    @property
    def process(self) -> int:
        """The process id of the server."""
        return int((self.data / "postmaster.pid").read_text().split("\n")[0])

    def remove(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, user: str, host: Path | str | None = None, options: str = "") -> str:
        folder = quote(str(host or self.folder), safe="")
        return f"postgresql:///{database}?host={folder}&user={user}{options}"

    def sql(self, script: str, database: str = "postgres") -> str:
        """Runs a script as the superuser. Returns what it prints, without alignment and headers."""
        done = subprocess.run(
            [
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--tuples-only",
                "--no-align",
                "--set=ON_ERROR_STOP=1",
                "--dbname",
                self.url(database, "postgres"),
            ],
            input=script,
            capture_output=True,
            text=True,
            timeout=120,
        )
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.strip()} in: {script[:200]}")
        return done.stdout

    def wait_for(self, question: str, database: str = "postgres", seconds: float = 20) -> bool:
        """Asks until the answer is `t`, or the time is over."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.sql(question, database).strip() == "t":
                return True
            time.sleep(0.02)
        return False
