"""Reads the files for calendars and address books of every language as those programs do, and compares what it finds.

    python3 tests/calendar/read.py target/release/patient-center

Starts the server as it will be on a day before Christmas, with two days that differ, and asks: is every calendar
read without complaint, by two libraries? Does it define the zone that its times name? On which days is the centre
open? And does the card have the names of the centre in both languages, and the address?

Then reads two calendars for every zone of the time zone database, as a test of `tests/it/calendar.rs` writes them:
one without and one with a closing day that was added. The offset that the definition gives is compared with Python's
own, once in each half of the year, and the openings of the two with one another.
"""

import datetime
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
import zoneinfo

import icalendar
import recurring_ical_events
import vobject

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
# What the test in Rust adds to the second calendar of every zone.
CLOSING = datetime.date(2026, 12, 1)
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


def openings(calendar, start, end):
    """Every timed event between two days, as its beginning and its end, in order."""
    events = recurring_ical_events.of(calendar).between(start, end)
    times = [(event.start, event.end) for event in events if isinstance(event.start, datetime.datetime)]
    return sorted(times)


def hours(calendar, start, end):
    """The same as (day, from, until) by the clock in Boston."""
    return [(begins.day, begins.hour, ends.hour) for begins, ends in openings(calendar, start, end)]


def revisions(calendar):
    """Of every event by its identifier: what a program compares that has an older one."""
    compared = {}
    for event in calendar.walk("VEVENT"):
        check(f"{event['UID']}: one moment", event.decoded("LAST-MODIFIED"), event.decoded("DTSTAMP"))
        compared[str(event["UID"])] = (event["SEQUENCE"], event.decoded("DTSTAMP"))
    return compared


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
    start, end = datetime.date(2026, 12, 21), datetime.date(2027, 1, 1)
    check(f"{language}: December", hours(calendar, start, end), DECEMBER)
    closed = [e.decoded("DTSTART") for e in calendar.walk("VEVENT") if not isinstance(e.decoded("DTSTART"), datetime.datetime)]
    check(f"{language}: closed", closed, [datetime.date(2026, 12, 25)])
    names = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    check(f"{language}: identifiers", len(set(names)), len(names))
    again = vobject.readOne(data.decode())
    check(f"{language}: read by another library", sorted(e.uid.value for e in again.vevent_list), sorted(names))


def read_card(language, data, words, english):
    """One card: names in the language of the page, with the English ones beside them."""
    card = vobject.readOne(data.decode())
    center, hospital = (
        own if own == original else f"{own} ({original})"
        for own, original in ((words["site"][key], english["site"][key]) for key in ("center", "hospital"))
    )
    # Places where a word may be broken are no part of a name.
    center, hospital = (re.sub("[\u00ad\u200b]", "", name) for name in (center, hospital))
    check(f"{language}: version", card.version.value, "3.0")
    check(f"{language}: name to show", card.fn.value, center)
    check(f"{language}: name in parts", card.n.value, vobject.vcard.Name(family=center))
    check(f"{language}: organization", card.org.value, [hospital, center])
    place = card.adr.value
    check(f"{language}: street", [place.extended, place.street], ["Blake 180", "55 Fruit Street"])
    check(f"{language}: city", [place.city, place.region, place.code, place.country], ["Boston", "MA", "02114", "USA"])
    check(f"{language}: website", card.url.value.endswith(f"/{language}/contact"), True)
    # The number is the hospital's: it has its label in the note, and is not the centre's.
    check(f"{language}: numbers", "tel" in card.contents, False)
    check(f"{language}: note", "+1 617-726-2000" in card.note.value, True)
    check(f"{language}: folded", max(len(line) for line in data.split(b"\r\n")) <= 75, True)
    for line in data.replace(b"\r\n ", b"").split(b"\r\n"):
        marked = b";CHARSET=UTF-8" in line.split(b":")[0]
        check(f"{language}: character set of {line[:20]}", marked, not line.isascii())


def zones(directory):
    """The definition of every zone, in the year of the events."""
    test = "calendar::every_zone_is_defined_as_it_is_at_the_time_of_the_events"
    command = ["cargo", "test", "--quiet", "--locked", "--test", "it", "--", "--exact", test]
    subprocess.run(command, env={**os.environ, "CALENDARS": str(directory)}, stdout=subprocess.DEVNULL, check=True)
    files = sorted(directory.glob("before/*.ics"))
    check("zones: more than 400", len(files) > 400, True)
    for file in files:
        name = file.stem.replace("~", "/")
        before, after = (
            icalendar.Calendar.from_ical((directory / when / file.name).read_bytes()) for when in ("before", "after")
        )
        zone, defined = zoneinfo.ZoneInfo(name), before.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
        for day in ("2026-02-10", "2026-08-10"):
            noon = datetime.datetime.fromisoformat(f"{day}T12:00:00")
            expected = noon.replace(tzinfo=zone).utcoffset()
            check(f"{name}: offset on {day}", noon.replace(tzinfo=defined).utcoffset(), expected)
        check_closing(name, zone, before, after)


def check_closing(name, zone, before, after):
    """The closing day that was added has no opening any more, every other day has the same; and the change is newer."""
    for start in (CLOSING - datetime.timedelta(7), datetime.date(2026, 7, 1)):
        end = start + datetime.timedelta(14)
        usual, changed = openings(before, start, end), openings(after, start, end)
        check(f"{name}: days with openings", len({begins.date() for begins, _ in usual}) >= 8, True)
        for begins, _ in usual:
            by_name = begins.replace(tzinfo=zone).astimezone(datetime.UTC)
            check(f"{name}: {begins}", begins.astimezone(datetime.UTC), by_name)
        check(f"{name}: closing day", changed, [(b, e) for b, e in usual if b.date() != CLOSING])
        is_within = start <= CLOSING < end
        check(f"{name}: it differs", len(changed) < len(usual), is_within)
    closed = recurring_ical_events.of(after).at(CLOSING)
    check(f"{name}: the day is closed", [event.start for event in closed], [CLOSING])
    old, new = revisions(before), revisions(after)
    check(f"{name}: newer", all(new[uid] > old[uid] for uid in old), True)


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
                english = tomllib.loads((changed / "en/ui.toml").read_text())
                for words in sorted(changed.glob("*/ui.toml")):
                    language = words.parent.name
                    with urllib.request.urlopen(f"{address}/{language}/hours.ics", timeout=10) as answer:
                        check(f"{language}: type", answer.headers["Content-Type"], "text/calendar; charset=utf-8")
                        read(language, answer.read())
                    with urllib.request.urlopen(f"{address}/{language}/contact.vcf", timeout=10) as answer:
                        check(f"{language}: type", answer.headers["Content-Type"], "text/vcard; charset=utf-8")
                        read_card(language, answer.read(), tomllib.loads(words.read_text()), english)
            finally:
                server.kill()
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
