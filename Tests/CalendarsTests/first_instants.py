"""Print when the local dates of zones begin, according to Python's zoneinfo.

The zones are the arguments; PYTHONTZPATH says where their files are. For every zone, or several at once if
their files are the same, a line "zone NAME NAME ..." is printed, then a line "DATE SECONDS" for the first and
the last date, every date that does not begin 24 hours after the one before, and that date's neighbours.
SECONDS is the first instant, in seconds since 1970 UTC, whose local date is DATE or later. Between two
printed dates, all others begin 24 hours after each other.

Nothing here parses the files or knows the zones' rules: it only converts instants to local times.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, timedelta
from itertools import compress, count, repeat
from operator import ne
from zoneinfo import ZoneInfo

FIRST, LAST = date(1970, 1, 1), date(2037, 12, 31)
HOUR, DAY = 3600, 86400


def midnight(day):
    return (day - date(1970, 1, 1)).days * DAY


def changes(zone, low, high):
    """The instants in (low, high] at which the offset changes, found by checking it twice a day."""

    def offset(time):
        return datetime.fromtimestamp(time, zone).utcoffset()

    samples = range(low, high + 1, DAY // 2)
    offsets = list(map(datetime.utcoffset, map(datetime.fromtimestamp, samples, repeat(zone))))
    found = []
    for index in compress(count(), map(ne, offsets, offsets[1:])):
        start, end, known = samples[index], samples[index + 1], offsets[index]
        while known != offsets[index + 1]:
            before, after = start, end
            while after - before > 1:
                middle = (before + after) // 2
                if offset(middle) == known:
                    before = middle
                else:
                    after = middle
            found.append(after)
            start, known = after, offset(after)
    return found


def beginning(zone, day, edges):
    """The first instant whose local date is the day or later.

    Between two edges the clock runs evenly, so the first such instant there can be found by bisection.
    """

    def has_begun(time):
        return datetime.fromtimestamp(time, zone).date() >= day

    low, high = midnight(day) - 26 * HOUR, midnight(day) + 26 * HOUR
    inside = [edge for edge in edges if low < edge < high]
    for start, end in zip([low] + inside, inside + [high]):
        if has_begun(start):
            return start
        if has_begun(end - 1):
            before, after = start, end - 1
            while after - before > 1:
                middle = (before + after) // 2
                if has_begun(middle):
                    after = middle
                else:
                    before = middle
            return after
    raise AssertionError(f"{zone} never reaches {day}")


def report(names):
    zone = ZoneInfo(names[0])
    edges = changes(zone, midnight(FIRST) - 3 * DAY, midnight(LAST) + 3 * DAY)
    # A change affects only the beginnings of dates close to it, and skips two dates at most.
    near = {FIRST, LAST}
    for edge in edges:
        local = date(1970, 1, 1) + timedelta(days=edge // DAY)
        near.update(local + timedelta(days=shift) for shift in range(-2, 4))
    near = {day for day in near if FIRST <= day <= LAST}
    begins = {}
    for day in sorted(near):
        nearby = [edge for edge in edges if abs(edge - midnight(day)) < 2 * DAY]
        begins[day] = beginning(zone, day, nearby)

    one = timedelta(days=1)
    irregular = {day for day in near if day - one in near and begins[day] - begins[day - one] != DAY}
    printed = {FIRST, LAST} | {day + shift * one for day in irregular for shift in (-1, 0, 1)}
    lines = [f"{day.isoformat()} {begins[day]}" for day in sorted(printed & near)]
    return "\n".join(["zone " + " ".join(names), *lines])


def main():
    directory = os.environ["PYTHONTZPATH"]
    same = {}
    for name in sys.argv[1:]:
        with open(os.path.join(directory, name), "rb") as file:
            same.setdefault(file.read(), []).append(name)
    # Not a multiprocessing.Pool: it ends its workers with SIGTERM, which a Swift process that started
    # this one may have blocked.
    with ProcessPoolExecutor() as workers:
        for text in workers.map(report, same.values(), chunksize=8):
            print(text)


if __name__ == "__main__":
    main()
