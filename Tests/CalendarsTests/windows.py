"""Print what a schedule looks at, according to Python's zoneinfo and a walk from day to day.

The file that is the argument has a line "ZONE WEEKDAY MONTH RULE UNIT END_DATE END" for each case: the first day of a
week (Monday is 1), the first month of the fiscal year, the rule and its unit, and the end of the period as a date and in
seconds since 1970 UTC. For each, a line "FIRST END" is printed: the first date of the window, and the date after its
last one. PYTHONTZPATH says where the zones' files are.
"""

import sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def begins(day, unit, weekday, month):
    """Whether a unit begins on the day."""
    if unit == "weekly":
        return day.isoweekday() == weekday
    months = {"monthly": range(1, 13), "yearly": [month]}
    months["quarterly"] = [(month - 1 + shift) % 12 + 1 for shift in (0, 3, 6, 9)]
    return day.day == 1 and day.month in months[unit]


def window(zone, weekday, month, rule, unit, end_date, end):
    day = {
        "to_date": date.fromisoformat(end_date) - DAY,
        "current": datetime.fromtimestamp(int(end), ZoneInfo(zone)).date(),
    }
    day["next"] = day["current"]
    first = day[rule]
    while not begins(first, unit, int(weekday), int(month)):
        first -= DAY
    for _ in range(2 if rule == "next" else 1):
        start, first = first, first + DAY
        while not begins(first, unit, int(weekday), int(month)):
            first += DAY
    return start, first


with open(sys.argv[1]) as cases:
    for case in cases:
        print(*window(*case.split()))
