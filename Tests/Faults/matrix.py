"""All kinds of faults, in the order in which they are tried."""

from __future__ import annotations

from typing import Callable, Iterator

from cases import Case
from kinds import calls, connections, disks, hostile_data, hostile_schedules, limits, servers, signals, workers
from sweep import Sweep

KINDS: dict[str, Callable[[Sweep], Iterator[Case]]] = {
    **calls.KINDS,
    **connections.KINDS,
    **servers.KINDS,
    **signals.KINDS,
    **limits.KINDS,
    **disks.KINDS,
    **workers.KINDS,
    **hostile_data.KINDS,
    **hostile_schedules.KINDS,
}

# How many cases of a kind the small sweep tries; one of the others.
SMALL = {
    "file-kill": 4,
    "file-error": 5,
    "file-other-error": 2,
    "network-kill": 2,
    "network-error": 2,
    "commit-cut": 2,
    # These take long, each on a server of its own or waiting.
    "black-hole": 0,
    "server-frozen": 0,
    "server-restarts": 0,
    "server-down": 0,
    "server-standby": 0,
    "signal-harmless": 0,
    "stopped-worker": 0,
    "hostile-data": 2,
    "hostile-schedule": 2,
}
