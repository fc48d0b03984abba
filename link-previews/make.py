"""Makes the pictures of link previews of an exported site: 1200 x 630 pixels, one for each language.

    python3 link-previews/make.py EXPORTED CONTENT STATIC

reads the home page of each language from the directory EXPORTED, and writes CONTENT/<language>/link-preview.png;
and of STATIC/icon.svg, STATIC/at-root/apple-touch-icon.png. `link-previews/make` does the export, too.

The words, the drawing and the colours are those of the home page, set by picture.html. Chromium draws the picture with
the Noto fonts of Debian, and Pillow writes it in few colours. The words stand in the file as well (a PNG text named
`Description`): pages give them to those who do not see the picture, and `patient-center check` says when they are no
longer those of the content.

Why a script, and not the build of the site: a font for Chinese, Japanese and Korean alone is larger than the image of
the container may be (12 MiB), and text in it cannot be drawn within the 250 ms in which a site starts.

Why Chromium: compared in December 2026, with one line of Arabic with Latin words and a number in brackets.

- resvg (in resvg-js 2.6.2) puts the words of such a line from left to right, with `direction="rtl"` too.
- cosmic-text 0.19 with tiny-skia sets it right, as Chromium does. But it has no balanced lines, it draws no SVG, so that
  resvg would be needed besides, and all that is a program of 70 crates for 12 pictures. (Parley was not tried: it shapes
  with the same libraries.)
- Chromium does all of it from a page, `lang` chooses the forms, and it is needed for the tests anyway.
"""

import re
import subprocess
import sys
import tempfile
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from string import Template

from PIL import Image
from PIL.PngImagePlugin import PngInfo

HERE = Path(__file__).parent
SIZE = (1200, 630)
ICON = (180, 180)
# The window is higher than the picture: Chromium takes the height of its own bars from it.
WINDOW = (1200, 900)
LIMIT = 60  # seconds, for Chromium
SHADES = 10  # of each colour between the letters and the paper
BREAKS = str.maketrans("", "", "\u00ad\u200b")


class Home(HTMLParser):
    """The home page of a language: its words by the places where they stand."""

    def __init__(self, html):
        super().__init__()
        self.lang = self.dir = ""
        self.words = {"center": "", "hospital": "", "heading": ""}
        self.place = self.brand = None
        self.feed(html)
        drawing = re.search(r'<svg class="banner".*?</svg>', html, re.DOTALL)
        self.drawing = drawing.group(0) if drawing else ""
        self.style = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.lang, self.dir = attributes["lang"], attributes["dir"]
        if tag == "a":
            self.brand = attributes.get("class") == "brand"
        if self.brand and tag == "b":
            self.place = "center"
        if self.brand and tag == "span" and not self.words["hospital"]:
            self.place = "hospital"
        if tag == "h1":
            self.place = "heading"
        if tag == "wbr" and self.place:
            self.words[self.place] += "\u200b"

    def handle_endtag(self, tag):
        if tag in ("b", "span", "h1"):
            self.place = None
        if tag == "a":
            self.brand = None

    def handle_data(self, data):
        if self.place:
            self.words[self.place] += data

    def lines(self):
        """The words as `patient-center check` compares them."""
        center, hospital, heading = (self.words[name].translate(BREAKS) for name in self.words)
        return [center, hospital] + [heading] * (heading not in (center, hospital))

    def picture(self):
        """The page that is drawn."""
        heading = self.words["heading"] if len(self.lines()) == 3 else ""
        words = {name: escape(text) for name, text in {**self.words, "heading": heading}.items()}
        template = Template((HERE / "picture.html").read_text(encoding="utf-8"))
        return template.substitute(
            words, lang=self.lang, dir=self.dir, drawing=self.drawing, colours=self.colours()
        )

    def colours(self):
        """The colours of the site by day, as its style sheet names them."""
        names = ("paper", "ink", "soft", "brick")
        found = {name: re.search(rf"--{name}:(#[0-9a-f]+)", self.style) for name in names}
        return ";".join(f"--{name}:{colour.group(1)}" for name, colour in found.items() if colour)


def draw(html, size):
    """What Chromium makes of the page `html`."""
    with tempfile.TemporaryDirectory() as directory:
        page, picture = Path(directory, "page.html"), Path(directory, "picture.png")
        page.write_text(html, encoding="utf-8")
        flags = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-lcd-text",
            "--hide-scrollbars", "--force-device-scale-factor=1", "--window-size={},{}".format(*WINDOW),
        ]  # fmt: skip
        command = ["chromium", *flags, f"--screenshot={picture}", page.as_uri()]
        subprocess.run(command, check=True, timeout=LIMIT, capture_output=True)
        return Image.open(picture).convert("RGB").crop((0, 0, *size))


def in_few_colours(picture, colours):
    """The picture in the first of `colours`, the others, and shades between the first and each other."""
    first, *others = [tuple(bytes.fromhex(colour)) for colour in colours]
    shades = [
        tuple(round(a + (b - a) * step / SHADES) for a, b in zip(first, other))
        for other in others
        for step in range(1, SHADES + 1)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for colour in [first, *shades] for value in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def main(exported, content, static):
    for page in sorted(exported.glob("*/index.html")):
        home = Home(page.read_text(encoding="utf-8"))
        colours = re.findall(r"#([0-9a-f]{6})", home.colours())
        picture = in_few_colours(draw(home.picture(), SIZE), colours)
        text = PngInfo()
        text.add_itxt("Description", "\n".join(home.lines()), lang=home.lang)
        file = content / home.lang / "link-preview.png"
        picture.save(file, optimize=True, pnginfo=text)
        print(f"{file}: {file.stat().st_size} bytes: {' | '.join(home.lines())}")
    icon = static / "icon.svg"
    if icon.exists():
        touch_icon(icon.read_text(encoding="utf-8"), static / "at-root" / "apple-touch-icon.png")


def touch_icon(svg, file):
    """The icon for the home screen, which is opaque up to its corners: phones round them."""
    background = re.search(r'<rect[^>]*fill="(#[0-9a-f]{6})"', svg)
    background = background.group(1) if background else "#ffffff"
    style = f"body{{margin:0;background:{background}}}svg{{inline-size:{ICON[0]}px;display:block}}"
    picture = draw(f"<!doctype html><style>{style}</style>{svg}", ICON)
    picture.quantize(32, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file}: {file.stat().st_size} bytes")


main(*map(Path, sys.argv[1:]))
