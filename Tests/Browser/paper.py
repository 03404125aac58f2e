"""What Chromium prints, read back with Poppler's programs."""

import re
import subprocess
from html import unescape

A4 = (595, 842)  # points
PICTURES = 20  # of printed pages, at most


def _run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def check(pdf):
    """How many pages there are, and what is wrong with them."""
    pages = re.split("<page ", _run("pdftotext", "-bbox", str(pdf), "-"))[1:]
    findings = []
    for number, page in enumerate(pages, 1):
        width, height = (float(value) for value in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        if abs(width - A4[0]) > 2 or abs(height - A4[1]) > 2:
            findings.append(f"Page {number} is not A4: {width:.0f} by {height:.0f} points.")
        words = re.findall(r'<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)" yMax="[-\d.]+">(.*?)</word>', page)
        out = [unescape(word) for left, right, word in words if float(left) < 0 or float(right) > width]
        if out:
            findings.append(f'Page {number} is too narrow for its text: "{out[0]}".')
        text, place = " ".join(unescape(word) for _, _, word in words), f"{number} / {len(pages)}"
        if place not in text:
            findings.append(f"Page {number} does not say that it is {place}.")
        if not text.replace(place, ""):
            findings.append(f"Page {number} has nothing but its number.")
    return len(pages), findings


def pictures(pdf, stem, pages):
    """Draws the first pages: STEM-1.png and so on."""
    shown = range(1, min(pages, PICTURES) + 1)
    for number in shown:
        _run(
            "pdftoppm",
            "-png",
            "-r",
            "90",
            "-f",
            str(number),
            "-l",
            str(number),
            "-singlefile",
            str(pdf),
            f"{stem}-{number}",
        )
    return len(shown)
