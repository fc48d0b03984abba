"""Checks content files against their schemas with Tombi, a language server for TOML, as an editor does.

    python3 tests/schema/check.py target/release/patient-center

Are the content, the other hospital's, the examples of the schemas and a new site accepted, by the schemas that their
first lines name? Is each fixture of invalid content refused, where `report.txt` says that it is wrong, unless what is
wrong is nothing that a schema knows? Is each of `MISTAKES` refused?
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

# What is wrong with these fixtures of `tests/fixtures/invalid` depends on other files, on the language, on what a
# word or a drawing looks like, or on another value.
NOT_IN_A_SCHEMA = {
    "bad-external-links", "bad-text", "broken-link", "broken-photos", "doubled-place", "drawing-with-script",
    "duplicate-section", "empty-value", "foreign-quotation-marks", "hidden-breaks", "hidden-in-drawing",
    "letters-in-parts", "long-words", "look-alike-letters", "lost-address", "lost-place", "missing-words", "no-guide",
    "no-space-in-quotation", "past-midnight", "redirect-from-page", "unbalanced-isolates", "wrong-script",
}

# The other hospital's file, what is replaced in it, and by what.
MISTAKES = [
    ("site.toml", 'default-language = "de"', 'default-language = "DE"'),
    ("site.toml", 'default-language = "de"', 'default-langauge = "de"'),
    ("site.toml", 'default-language = "de"', ""),
    ("site.toml", "[hours]", "[hour]"),
    ("site.toml", 'dir = "rtl"', 'dir = "right"'),
    ("de/home.toml", '\nid = "', '\nid = "Ä'),
    ("de/home.toml", "\nlead = ", "\nlede = "),
    ("de/home.toml", "[[section]]", "[section]"),
    ("de/contact.toml", 'show = "address"', 'show = "adress"'),
    ("de/contact.toml", 'show = "address"', "show = true"),
    ("de/contact.toml", 'show = "address"', 'show = "address"\ntext = "Hier."'),
    ("de/hours.toml", "\nnav = ", "\nchecked = \"2026-11-02\"\nnav = "),
    ("de/ui.toml", "\nskip = ", "\nskipp = "),
    ("de/ui.toml", "\nskip = ", "\ncontents = 1\nskip = "),
    ("he/ui.toml", "[calendar]", '[calendar]\nfirst-day = "tuesday"'),
]

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKAGES = pathlib.Path(__file__).parent / "packages"
counts = {"passed": 0, "failed": 0}


def lint(*paths):
    """The errors and warnings of the files, by file and line."""
    with tempfile.TemporaryDirectory() as directory:
        out = pathlib.Path(directory) / "diagnostics.json"
        command = [PACKAGES / "bin/tombi", "lint", "--offline", "--no-cache", "--quiet", "--error-on-warnings"]
        command += ["--diagnostics-format", "json", "--diagnostics-file", out, *paths]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        found = json.loads(out.read_text()) if out.exists() else []
    assert ended.returncode in (0, 1), ended.stderr
    assert bool(found) == (ended.returncode == 1), ended.stdout + ended.stderr
    return found


def expect(holds, message):
    counts["passed" if holds else "failed"] += 1
    if not holds:
        print(message)


def places(found):
    return {(pathlib.Path(it["path"]).name, it["range"]["start"]["line"]) for it in found}


def kind(file):
    return {"site.toml": "site", "ui.toml": "ui"}.get(file.name, "page")


def accepted(binary, new):
    """The files that are right."""
    subprocess.run([binary, "new", "site", new], check=True, capture_output=True)
    for made in (["page", "visa"], ["language", "fr"], ["language", "sw"]):
        command = [binary, "new", *made, "--content", new / "content"]
        subprocess.run(command, check=True, capture_output=True)
    for right in ("content", "tests/fixtures/other-hospital", "templates/schema", new / "content"):
        found = lint(right)
        expect(not found, f"{right}: {found}")


def refused(fixture, copy):
    """A fixture of invalid content, whose files name no schema."""
    for file in sorted(fixture.rglob("*.toml")):
        named = copy / fixture.name / file.relative_to(fixture)
        named.parent.mkdir(parents=True, exist_ok=True)
        schema = f"#:schema {ROOT}/schema/{kind(file)}.schema.json\n".encode()
        named.write_bytes(schema + file.read_bytes())
    if not (copy / fixture.name).exists():
        return
    found = {(name, line - 1) for name, line in places(lint(copy / fixture.name))}
    report = (fixture / "report.txt").read_text()
    known = {
        (pathlib.Path(file).name, int(line))
        for file, line in re.findall(r"--> (\S+\.toml):(\d+):", report)
    }
    # A mistake of a block is reported at its header, one line above its key.
    known |= {(name, line + 1) for name, line in known}
    if fixture.name in NOT_IN_A_SCHEMA:
        expect(not found, f"{fixture.name} is refused by its schema: take it off the list ({found})")
    else:
        expect(found & known, f"{fixture.name}: {sorted(found)} are not the places of its report")


def mistaken(copy):
    """The other hospital's content with one mistake."""
    original = ROOT / "tests/fixtures/other-hospital"
    for file, old, new in MISTAKES:
        target = copy / file
        target.parent.mkdir(exist_ok=True)
        text = (original / file).read_text()
        assert old in text, f"{file} has no {old!r}"
        lines = text.replace(old, new, 1).split("\n")
        lines[0] = f"#:schema {ROOT}/schema/{kind(target)}.schema.json"
        target.write_text("\n".join(lines))
        found = lint(target)
        expect(found, f"{file}: {old!r} is accepted as {new!r}")


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        accepted(binary, directory / "new")
        fixtures = sorted((ROOT / "tests/fixtures/invalid").iterdir())
        missing = NOT_IN_A_SCHEMA - {fixture.name for fixture in fixtures}
        expect(not missing, f"there is no fixture {missing}")
        for fixture in fixtures:
            refused(fixture, directory / "invalid")
        (directory / "mistakes").mkdir()
        mistaken(directory / "mistakes")
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    sys.exit(counts["failed"] > 0)


main()
