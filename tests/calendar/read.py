"""Reads the hours of every language as a calendar program does, and compares what it finds.

    python3 tests/calendar/read.py target/release/patient-center

Starts the server as it will be on a day before Christmas, with two days that differ, and asks: is every file
read without complaint? Does it define the zone that its times name? On which days is the centre open?

Then reads a calendar for every zone of the time zone database, as a test of `tests/it/calendar.rs` writes them,
and compares the offset that its definition gives with Python's own, once in each half of the year.
"""

import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zoneinfo

import icalendar
from dateutil.rrule import rruleset, rrulestr

AT = "2026-12-21T09:00:00-05:00[America/New_York]"
EXCEPTIONS = """
[[hours.exception]]
date = 2026-12-24
open = ["08:00-12:00"]
reason = "eve"

[[hours.exception]]
date = 2026-12-25
open = []
reason = "day"
"""
DECEMBER = [
    (21, 8, 17), (22, 8, 17), (23, 8, 17), (24, 8, 12), (28, 8, 17), (29, 8, 17), (30, 8, 17), (31, 8, 17),
]
failed = passed = 0


def check(what, found, expected):
    """One fact, counted."""
    global failed, passed
    if found == expected:
        passed += 1
    else:
        failed += 1
        print(f"{what}: found {found}, expected {expected}")


def content(directory):
    """This hospital's content with two days that differ."""
    shutil.copytree("content", directory)
    facts = directory / "site.toml"
    facts.write_text(facts.read_text().replace("\n[[language]]", EXCEPTIONS + "\n[[language]]", 1))
    for words in directory.glob("*/ui.toml"):
        text = words.read_text()
        word = re.search(r"^closed = (.*)$", text, re.M).group(1)
        words.write_text(f"{text}\n[reasons]\neve = {word}\nday = {word}\n")


def hours(calendar, start, end):
    """Every timed event between two days, as (day, from, until) by the clock in Boston."""
    found = []
    for event in calendar.walk("VEVENT"):
        begins, ends = event.decoded("DTSTART"), event.decoded("DTEND")
        if not isinstance(begins, datetime.datetime):
            continue
        naive, moments = begins.replace(tzinfo=None), rruleset()
        if "RRULE" in event:
            moments.rrule(rrulestr(event["RRULE"].to_ical().decode(), dtstart=naive))
        else:
            moments.rdate(naive)
        excluded = event.get("EXDATE", [])
        for dates in excluded if isinstance(excluded, list) else [excluded]:
            for date in dates.dts:
                moments.exdate(date.dt.replace(tzinfo=None))
        for moment in moments.between(start, end, inc=True):
            found.append((moment.day, moment.hour, (moment + (ends - begins)).hour))
    return sorted(found)


def read(language, data):
    """One file."""
    calendar = icalendar.Calendar.from_ical(data)
    check(f"{language}: complaints", [c.errors for c in calendar.walk() if c.errors], [])
    zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
    check(f"{language}: zones", zones, ["America/New_York"])
    zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    for day, offset in (("2026-12-21", -5), ("2026-07-01", -4), ("2027-03-13", -5), ("2027-03-15", -4), ("2030-11-05", -5)):
        noon = datetime.datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=zone)
        check(f"{language}: offset on {day}", noon.utcoffset(), datetime.timedelta(hours=offset))
    start, end = datetime.datetime(2026, 12, 21), datetime.datetime(2026, 12, 31, 23)
    check(f"{language}: December", hours(calendar, start, end), DECEMBER)
    closed = [e.decoded("DTSTART") for e in calendar.walk("VEVENT") if not isinstance(e.decoded("DTSTART"), datetime.datetime)]
    check(f"{language}: closed", closed, [datetime.date(2026, 12, 25)])
    names = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    check(f"{language}: identifiers", len(set(names)), len(names))


def zones(directory):
    """The definition of every zone, in the year of the events."""
    test = "calendar::every_zone_is_defined_as_it_is_at_the_time_of_the_events"
    command = ["cargo", "test", "--quiet", "--locked", "--test", "it", "--", "--exact", test]
    subprocess.run(command, env={**os.environ, "CALENDARS": str(directory)}, stdout=subprocess.DEVNULL, check=True)
    files = sorted(directory.glob("*.ics"))
    check("zones: more than 400", len(files) > 400, True)
    for file in files:
        name = file.stem.replace("~", "/")
        defined = icalendar.Calendar.from_ical(file.read_bytes()).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
        for day in ("2026-02-10", "2026-08-10"):
            noon = datetime.datetime.fromisoformat(f"{day}T12:00:00")
            expected = noon.replace(tzinfo=zoneinfo.ZoneInfo(name)).utcoffset()
            check(f"{name}: offset on {day}", noon.replace(tzinfo=defined).utcoffset(), expected)


def main():
    """Every language that the site has, and every zone."""
    with tempfile.TemporaryDirectory() as directory:
        zones(pathlib.Path(directory))
    with tempfile.TemporaryDirectory() as directory:
        changed = pathlib.Path(directory) / "content"
        content(changed)
        command = [sys.argv[1], "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0", "--log", "off"]
        command += ["--content", str(changed), "--at", AT]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                address = server.stdout.readline().split()[-1]
                for words in sorted(changed.glob("*/ui.toml")):
                    language = words.parent.name
                    with urllib.request.urlopen(f"{address}/{language}/hours.ics", timeout=10) as answer:
                        check(f"{language}: type", answer.headers["Content-Type"], "text/calendar; charset=utf-8")
                        read(language, answer.read())
            finally:
                server.kill()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
