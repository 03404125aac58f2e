"""What a server can do: end sessions, cancel, restart, crash, be down, full, frozen or a standby."""

from __future__ import annotations

import os
import signal
from typing import Iterator

from cases import Case, NotTried
from cluster import Cluster
from kinds.connections import PATIENCE, TIME_LIMIT
from moments import Moment, go_on, hold, moments
from operations import MAIN
from sweep import Sweep
from trial import Trial
from world import copy_database

_SESSIONS = "FROM pg_stat_activity WHERE datname = '{}' AND usename = 'dyno_reports'"


def sessions_sql(trial: Trial, function: str) -> None:
    """Calls a function with the process id of each session of the program."""
    trial.place.cluster.sql(f"SELECT {function}(pid) " + _SESSIONS.format(trial.place.database))


def _at_moment(sweep: Sweep, kind: str, moment: Moment, happen: str) -> Case:
    def run() -> list[str]:
        with Trial(sweep, moment.operation) as trial:
            running = hold(trial, moment)
            sessions_sql(trial, happen)
            go_on(running)
            ended = trial.ended(running)
            trial.check_published()
            trial.check_honesty(ended)
            return trial.finish()

    return Case(kind, str(moment), run)


def terminated(sweep: Sweep) -> Iterator[Case]:
    for moment in moments(sweep, (*MAIN, "publish", "skip"), 40):
        yield _at_moment(sweep, "server-terminates", moment, "pg_terminate_backend")


def cancelled(sweep: Sweep) -> Iterator[Case]:
    """A cancel request while nothing runs is lost, so only the moments after sending count."""
    for moment in moments(sweep, MAIN, 40):
        if moment.of == "network":
            yield _at_moment(
                sweep, "server-cancels", Moment(moment.operation, "network", moment.at + 1), "pg_cancel_backend"
            )


def _own_cluster(sweep: Sweep, trial: Trial, settings: list[str] | None = None) -> Cluster:
    """Moves a trial's database to a server of its own, which can be stopped."""
    cluster = Cluster(settings, durable=True)
    old = trial.place
    new = sweep.world.place_elsewhere(old, cluster)
    try:
        copy_database(old, new)
    except BaseException:
        cluster.remove()
        raise
    sweep.world.drop_database(old)
    trial.place = new
    return cluster


def restarted(sweep: Sweep) -> Iterator[Case]:
    for mode in ("fast", "immediate"):
        for moment in moments(sweep, MAIN, 10):

            def run(moment: Moment = moment, mode: str = mode) -> list[str]:
                with Trial(sweep, moment.operation) as trial:
                    cluster = _own_cluster(sweep, trial)
                    try:
                        running = hold(trial, moment)
                        cluster.stop(mode)
                        cluster.start()
                        go_on(running)
                        ended = trial.ended(running)
                        trial.check_published()
                        trial.check_honesty(ended)
                        return trial.finish()
                    finally:
                        cluster.remove()

            yield Case("server-restarts", f"{moment}-{mode}", run)


def down(sweep: Sweep) -> Iterator[Case]:
    """Down before it starts, and from a moment on; then up again."""
    for moment in [Moment(name, "none", 0) for name in sweep.some(MAIN)] + moments(sweep, MAIN, 6):

        def run(moment: Moment = moment) -> list[str]:
            with Trial(sweep, moment.operation) as trial:
                cluster = _own_cluster(sweep, trial)
                try:
                    if moment.at:
                        running = hold(trial, moment)
                        cluster.stop("immediate")
                        go_on(running)
                    else:
                        cluster.stop()
                        running = trial.start()
                    ended = trial.ended(running)
                    if not moment.at and ended.code != 69:
                        trial.findings.append(f"without a server, {ended}")
                    cluster.start()
                    trial.check_published()
                    trial.check_honesty(ended)
                    return trial.finish()
                finally:
                    cluster.remove()

        yield Case("server-down", str(moment), run)


def connections(sweep: Sweep) -> Iterator[Case]:
    """No more connections, from the start or from a moment on; also no connections at all."""
    for how, back in (
        ("CONNECTION LIMIT 0", "CONNECTION LIMIT -1"),
        ("ALLOW_CONNECTIONS false", "ALLOW_CONNECTIONS true"),
    ):
        for moment in [Moment(name, "none", 0) for name in sweep.some(MAIN)] + moments(sweep, MAIN, 4):

            def run(moment: Moment = moment, how: str = how, back: str = back) -> list[str]:
                with Trial(sweep, moment.operation) as trial:
                    place = trial.place
                    running = hold(trial, moment) if moment.at else None
                    place.cluster.sql(f"ALTER DATABASE {place.database} WITH {how}")
                    if running:
                        go_on(running)
                    ended = trial.ended(running or trial.start())
                    place.cluster.sql(f"ALTER DATABASE {place.database} WITH {back}")
                    if not moment.at and ended.code not in (69, 75):
                        trial.findings.append(f"with {how}, {ended}")
                    trial.check_honesty(ended)
                    return trial.finish()

            yield Case("server-full", f"{moment}-{how.split()[0].lower()}", run)


def frozen(sweep: Sweep) -> Iterator[Case]:
    """The sessions' processes stand still, and their sockets stay open."""
    for moment in moments(sweep, ("first", "restate", "export"), 6):

        def run(moment: Moment = moment) -> list[str]:
            with Trial(sweep, moment.operation) as trial:
                running = hold(trial, moment, more=TIME_LIMIT)
                found = trial.place.cluster.sql("SELECT pid " + _SESSIONS.format(trial.place.database))
                processes = [int(line) for line in found.split()]
                for process in processes:
                    os.kill(process, signal.SIGSTOP)
                try:
                    go_on(running)
                    ended = trial.ended(running, limit=PATIENCE)
                finally:
                    for process in processes:
                        os.kill(process, signal.SIGCONT)
                trial.check_honesty(ended)
                return trial.finish()

        yield Case("server-frozen", str(moment), run, waits=True)


def standby(sweep: Sweep) -> Iterator[Case]:
    """The address leads to a standby, which takes no changes; the next run finds the primary again."""
    for name in sweep.some((*MAIN, "idle", "verify")):

        def run(name: str = name) -> list[str]:
            with Trial(sweep, name) as trial:
                place = trial.place
                follower = sweep.standby()
                if not follower.wait_for(
                    f"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{place.database}') "
                    f"AND pg_last_wal_replay_lsn() >= '{place.cluster.sql('SELECT pg_current_wal_lsn()').strip()}'"
                ):
                    raise NotTried("the standby did not catch up")
                url = follower.url(place.database, "dyno_reports")
                ended = trial.attempt(more={"DYNO_REPORTS_DATABASE_URL": url})
                if name in MAIN and ended.code == 0:
                    trial.findings.append(f"on a standby, {ended}")
                trial.check_honesty(ended)
                return trial.finish()

        yield Case("server-standby", name, run)


KINDS = {
    "server-terminates": terminated,
    "server-cancels": cancelled,
    "server-restarts": restarted,
    "server-down": down,
    "server-full": connections,
    "server-frozen": frozen,
    "server-standby": standby,
}
