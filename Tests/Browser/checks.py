"""All checks of one page."""

import tempfile
from pathlib import Path
from urllib.parse import unquote, urldefrag

import paper
from browser import PAPER, VIEWS, OpenPage
from findings import Findings

LARGEST = 2_000_000  # bytes
# The rules of axe-core whose answer depends on the theme or the width. All others are tried once.
VISUAL_RULES = ["color-contrast", "scrollable-region-focusable", "target-size"]

_CODE = {file.stem: file.read_text(encoding="utf-8") for file in (Path(__file__).parent / "checks").glob("*.js")}
_OPEN = "document.querySelectorAll('details').forEach(details => { details.open = true })"


def look(browser, path, tree=None, stem=None):
    """Findings and a summary of one page. With a stem, there are pictures: STEM-light.png and so on. In a tree of
    pages, each link must lead to a file."""
    findings = Findings([view.name for view in (*VIEWS, PAPER)])
    findings.add(None, _file(path))
    drawn = 0
    for view in VIEWS:
        with OpenPage(browser, path, view) as page:
            page.check(_CODE["common"])
            if stem:
                page.picture(f"{stem}-{view.name}.png")
                drawn += 1
            page.check(_OPEN)
            if stem and view.phone and view.theme == "light":
                page.picture(f"{stem}-{view.name}-open.png")
                drawn += 1
            if view is VIEWS[0]:
                for name in ("markup", "tables", "charts", "names"):
                    findings.add(None, page.check(_CODE[name]))
                findings.add(None, _links(page, path, tree))
            findings.add(view.name, page.check(_CODE["layout"], view.width))
            findings.add(view.name, page.check(_CODE["themes"], view.theme))
            page.check(_CODE["shorten"])
            findings.add(view.name, page.check(_CODE["accessibility"], [] if view is VIEWS[0] else VISUAL_RULES))
            findings.add(view.name, page.check(_CODE["contrast"]))
            findings.add(None, page.trouble)
    with OpenPage(browser, path, PAPER) as page, tempfile.TemporaryDirectory() as folder:
        page.check(_CODE["common"])
        findings.add(PAPER.name, page.check(_CODE["print"]))
        findings.add(PAPER.name, page.check(_CODE["layout"], PAPER.width))
        pdf = Path(f"{stem}-print.pdf") if stem else Path(folder, "print.pdf")
        page.pdf(pdf)
        page.check(_CODE["shorten"])
        findings.add(PAPER.name, page.check(_CODE["accessibility"], ["color-contrast"]))
        findings.add(PAPER.name, page.check(_CODE["contrast"]))
        pages, problems = paper.check(pdf)
        findings.add(PAPER.name, problems)
        drawn += paper.pictures(pdf, f"{stem}-print", pages) if stem else 0
    return findings, f"{path.stat().st_size / 1000:,.0f} kB, {pages} printed pages, {drawn} pictures"


def _file(path):
    data = path.read_bytes()
    if len(data) > LARGEST:
        yield f"The file has {len(data):,} bytes, more than {LARGEST:,}."
    if b'<meta charset="utf-8">' not in data[:1024].lower():
        yield 'There is no <meta charset="utf-8"> in the first 1,024 bytes.'
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield f"The file is not UTF-8: {error}."


def _links(page, path, tree):
    if tree is None:
        return
    for link in page.check("[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"):
        target = unquote(urldefrag(link).url)
        if not target or ":" in target or target.startswith("/"):
            continue
        place = (path.parent / target).resolve()
        if not place.is_relative_to(tree.resolve()):
            yield f"A link leads out of the folder: {link}."
        elif not place.is_file():
            yield f"A link leads to no file: {link}."
