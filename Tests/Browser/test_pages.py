"""The checks find what they are for: each case breaks a good page in one way, and names all that must be found.

The good page, Tests/Fixtures/Pages/good.html, is drawn like a report, and has hostile names. `scripts/pages --test`
runs this file; with PageTests.test_script, one test of it."""

import base64
import hashlib
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from browser import chromium
from checks import LARGEST, look

GOOD = Path(__file__).parents[1] / "Fixtures" / "Pages" / "good.html"
NAME = "<bdi>Julia Weiß</bdi>"  # in a sentence
BAR = '<rect x="0" y="2" width="73%" height="18" class="strong"/>'
LABEL = '<text x="1%" y="15" class="on">73%</text>'
FIRST_ROW = '<tr><th scope="row"><bdi>Lena Hofmann</bdi></th><td>12,345.00</td></tr>'
POLICY = re.compile('<meta http-equiv="Content.*?>')
PALE = ".pale { color: #a09a90 }"
PAPER = "@media print {"
CSS = "</style>"
END = "</main>"
BLOCKED = "Chromium says: "
REQUESTED = "Something is requested: "

ALL = "light, dark, phone, phone-dark: "
PRINTED = "light, dark, phone, phone-dark, print: "
LIGHT = "light, phone, print: "
DARK = "dark, phone-dark: "
PHONE = "phone, phone-dark: "

# The name of a case: what is replaced in the good page, by what, and how each finding begins.
CASES = {
    # One file that can do nothing.
    "script": (NAME, "<script>alert(1)</script>", ["There is a <script> element.", BLOCKED]),
    "outside_image": (
        NAME,
        '<img src="https://example.com/a.png" alt="A">',
        ["There is a <img> element.", 'Something is loaded or sent: <img src="https', BLOCKED, REQUESTED],
    ),
    "image_beside": (
        NAME,
        '<img src="a.png" alt="A">',
        ["There is a <img> element.", "Something is loaded or sent", BLOCKED, REQUESTED],
    ),
    "outside_font": (
        CSS,
        "@font-face { font-family: x; src: url(https://example.com/x) } .rail { font-family: x }" + CSS,
        [BLOCKED, REQUESTED],
    ),
    "style_attribute": ("<dt>", '<dt style="color: red">', ["There is a style attribute: <dt", BLOCKED]),
    "event_handler": ("<dt>", '<dt onclick="f()">', ["There is an event handler: <dt", BLOCKED]),
    "outside_link": ('href="#sources"', 'href="https://example.com/"', ["A link leads out of the folder: <a"]),
    "script_link": ('href="#sources"', 'href="javascript:f()"', ["A link leads out of the folder: <a"]),
    "refresh": (
        "<title>",
        '<meta http-equiv="refresh" content="99"><title>',
        ['There is a <meta http-equiv="refresh">.', "light: <meta> tag forces timed refresh"],
    ),
    "no_policy": (POLICY, "", ["There is no content security policy."]),
    "open_policy": (
        "; form-action 'none'",
        "; img-src *",
        [
            "The content security policy has no form-action.",
            "The content security policy allows more than one style: img",
        ],
    ),
    "late_policy": (
        re.compile("(?s)(<meta http-equiv.*?>)(.*?</style>)"),
        r"\2\1",
        ["The content security policy comes after <style>."],
    ),
    "no_doctype": ("<!doctype html>", "", ["There is no <!doctype html>."]),
    "no_charset": ('<meta charset="utf-8">', "", ['There is no <meta charset="utf-8">']),
    "no_viewport": (
        re.compile('<meta name="viewport".*?>'),
        "",
        ['There is no <meta name="viewport"', PHONE + "The page is wider than the window of 390 pixels"],
    ),
    "no_language": (' lang="en"', "", ["light: The <html> element does not have a lang attribute"]),
    "no_title": (re.compile("<title>.*</title>"), "", ["light: Document does not have a non-empty <title>"]),
    "too_large": (END, f"<!--{'x' * LARGEST}-->{END}", ["The file has 2,0"]),
    # Headings, references, tables, drawings.
    "two_h1": (END, "<h1>More</h1>" + END, ["There are 2 h1 elements, not one."]),
    "no_h1": (
        re.compile("h1>"),
        "p>",
        ["There are 0 h1 elements, not one.", "light: Page must have a level-one heading"],
    ),
    "skipped_heading": (END, "<h4>More</h4>" + END, ["light: Heading order invalid"]),
    "id_twice": ("<dt>", '<dt id="coverage">', ['The id "coverage" is there more than once.']),
    "link_to_nothing": ('href="#sources"', 'href="#source"', ['A link leads to no element: <a href="#source">.']),
    "label_of_nothing": (
        'aria-labelledby="sources"',
        'aria-labelledby="s"',
        ["aria-labelledby names no element: <section"],
    ),
    "mask_of_nothing": (BAR, BAR.replace("class", 'mask="url(#x)" class'), ["A drawing refers to no element: <rect"]),
    "header_without_scope": (
        '<th scope="col">Target',
        "<th>Target",
        ['A header has no scope: <th> "Target" in "Where it comes from".'],
    ),
    "cell_without_header": (END, "<table><tr><td>17</td></tr></table>" + END, ['A cell has no header: <td> "17"']),
    "cell_below_no_header": (
        END,
        '<table><tr><th scope="col" rowspan="2">A</th><th scope="col">B</th></tr><tr><th scope="col">C</th></tr>'
        "<tr><td>1</td><td>2</td><td>3</td></tr></table>" + END,
        ['A cell has no header: <td> "3"'],
        "th:first-child { min-width: 0 }",
    ),
    "row_in_the_middle": (
        FIRST_ROW,
        FIRST_ROW * 150 + FIRST_ROW.replace(' scope="row"', "") + FIRST_ROW * 150,
        ['A header has no scope: <th> "Lena Hofmann" in "Where it comes from".'],
    ),
    "layout_table": (END, '<table role="none"><tr><td>17</td></tr></table>' + END, ["A table is used for layout"]),
    "drawing": (END, '<svg width="9" height="9"></svg>' + END, ["A drawing is neither"]),
    "nameless_drawing": (
        END,
        '<svg role="img" width="9" height="9"></svg>' + END,
        ["A drawing has no name: <svg>", "light: Element has no child that is a title"],
    ),
    # Names.
    "right_to_left": (NAME, "فريق", ["Right-to-left text is not kept apart from its neighbours by <bdi>: <p>"]),
    "override": (NAME, "evil \u202eemaN", ["Right-to-left text is not kept apart from its neighbours by <bdi>: <p>"]),
    "override_in_title": ("<title>", "<title>\u202e", ["A character changes the direction of text, U+202E: <title>"]),
    "override_in_drawing": (
        ">evil emaN<",
        ">evil \u202eemaN<",
        ["A character changes the direction of text, U+202E: <text>"],
    ),
    "override_in_attribute": (
        '"Coverage, all rows"',
        '"Coverage\u2067"',
        ["A character changes the direction of text, U+2067: the aria-label of <div>."],
    ),
    "control_character": (NAME, "<bdi>Julia\u0007</bdi>", ["There is a control character, U+0007: <bdi>"]),
    # Contrast.
    "pale_text": (
        CSS,
        ".rail { color: #a09a90 }" + CSS,
        [
            "light, phone: Element has insufficient color contrast of 2.72",
            "print: Element has insufficient color contrast of 2.79",
        ],
    ),
    "pale_dash": (
        END,
        '<dl><dt>A</dt><dd class="pale">–</dd></dl>' + END,
        ["light, phone: Contrast 2.72 of 4.5: <dd>", "print: Contrast 2.79"],
        PALE,
    ),
    "pale_digit": (
        END,
        '<dl><dt>A</dt><dd class="pale">7</dd></dl>' + END,
        ["light, phone: Contrast 2.72 of 4.5: <dd>", "print: Contrast 2.79"],
        PALE,
    ),
    "pale_large_text": (
        CSS,
        ".key strong { color: #949494 }" + CSS,
        ["light, phone: Element has insufficient color contrast of 2.95"],
    ),
    "gradient": (
        CSS,
        ".rail { background: linear-gradient(red, blue) }" + CSS,
        [PRINTED + "Contrast cannot be told on a picture or gradient: <p>"],
    ),
    "pale_label": (
        CSS,
        ".chart .on { fill: var(--ink) }" + CSS,
        [
            LIGHT + "Contrast 1.7 of 4.5: <text>",
            LIGHT + "Contrast 2.93",
            DARK + "Contrast 1.57",
            DARK + "Contrast 1.73",
        ],
    ),
    "faded_label": (
        BAR,
        BAR.replace("class", 'fill-opacity="0.5" class'),
        ["light, phone: Contrast ", "print: Contrast ", DARK + "Contrast "],
    ),
    "label_wider_than_its_bar": (BAR, BAR.replace("73%", "2%"), [PRINTED + 'Contrast 1 of 4.5: <text> "73%"']),
    "painted_over": (BAR + LABEL, LABEL + BAR, [PRINTED + 'Text is painted over: <text> "73%"']),
    # Layout.
    "wide_page": (CSS, "dd { width: 500px }" + CSS, [PHONE + "The page is wider than the window of 390 pixels: <dd>"]),
    "region_without_focus": (
        ' tabindex="0"',
        "",
        [PHONE + "What scrolls needs role", PHONE + "Element should have focusable content"],
    ),
    "region_without_label": (' aria-label="Coverage, all rows"', "", [PHONE + "What scrolls needs role"]),
    "cut_text": (
        CSS,
        "dd { width: 90px; overflow: hidden; white-space: nowrap }" + CSS,
        [PRINTED + "Text is cut off: <dd>"],
    ),
    "cut_line": (CSS, "dd { height: 10px; overflow: clip }" + CSS, [PRINTED + "Text is cut off: <dd>"]),
    "cut_id": ("user-select: all; ", "", [PRINTED + 'Text is cut off: <code> "1e275411-']),
    "cut_label": ('<text x="74%"', '<text x="99%"', [PRINTED + 'Text is cut off: <text> "27%"']),
    "colliding_labels": ('<text x="74%"', '<text x="2%"', [PRINTED + "Two labels run into each other: <text>"]),
    # Themes and the keyboard.
    "no_dark_theme": (
        "(prefers-color-scheme: dark)",
        "(width: 1px)",
        [DARK + "The dark theme has the background rgb(253, 252, 250)."],
    ),
    "no_color_scheme": (
        ":root { color-scheme: light dark;",
        ":root {",
        [
            "light, phone: The page does not say that it has a light theme",
            DARK + "The page does not say that it has a dark theme",
        ],
    ),
    "motion": (CSS, "dt { transition: color 1s }" + CSS, [ALL + "Something moves: <dt>"]),
    "no_focus": (CSS, "summary:focus-visible { outline: none }" + CSS, [ALL + "The focus cannot be seen: <summary>"]),
    # Paper.
    "closed_details": (
        "details:not(.long)::",
        "details.none::",
        ["print: Details are not printed, and it is not said: <summary>"],
    ),
    "silent_details": (
        ' <span class="paper">(not printed)</span>',
        "",
        ["print: Details are not printed, and it is not said: <summary>"],
    ),
    "letter": ("size: A4", "size: letter", ["print: Page 1 is not A4: 612 by 792 points.", "print: Page 2 is not A4"]),
    "wider_than_paper": (
        PAPER,
        PAPER + "dd { width: 900px }",
        ["print: The page is wider than the window of 688 pixels: <dd>"],
    ),
    "scrolls_on_paper": (
        ".scroll { overflow: visible }",
        "th:first-child { white-space: nowrap }",
        ["print: What scrolls is cut off on paper: <div>"],
    ),
    "no_page_numbers": (
        'content: counter(page) " / " counter(pages)',
        'content: ""',
        ["print: Page 1 does not say that it is 1 / 2.", "print: Page 2 does not say that it is 2 / 2."],
    ),
    "empty_page": (
        PAPER,
        PAPER + "footer { break-before: page; height: 9px } footer p { display: none }",
        ["print: Page 3 has nothing but its number."],
    ),
}


def broken(old, new, style=""):
    """The good page after a replacement, with the policy that its style needs."""
    text = GOOD.read_text(encoding="utf-8")
    if isinstance(old, re.Pattern):
        text, count = old.subn(new, text)
        assert count, f"{old} is not in the good page."
    else:
        assert text.count(old) == 1, f"{old} is in the good page {text.count(old)} times."
        text = text.replace(old, new)
    text = text.replace(CSS, style + CSS)
    digest = hashlib.sha256(re.search("(?s)<style>(.*)</style>", text)[1].encode()).digest()
    return re.sub("sha256-[^']+", "sha256-" + base64.b64encode(digest).decode(), text)


class PageTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = cls.enterClassContext(chromium())

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def found(self, text, tree=None):
        page = self.folder / "page.html"
        page.write_text(text, encoding="utf-8")
        return list(look(self.browser, page, tree)[0].sentences())

    def expect(self, sentences, beginnings):
        left = [s for s in sentences if not any(s.startswith(b) for b in beginnings)]
        missing = [b for b in beginnings if not any(s.startswith(b) for s in sentences)]
        self.assertEqual((left, missing), ([], []), "found and not expected, expected and not found")

    def test_good_page(self):
        self.assertEqual(self.found(GOOD.read_text(encoding="utf-8")), [])

    def test_style_that_the_policy_forbids(self):
        page = GOOD.read_text(encoding="utf-8").replace(CSS, " " + CSS)
        self.assertTrue(any(sentence.startswith(BLOCKED) for sentence in self.found(page)))

    def test_without_fading_names_are_cut(self):
        page = broken(re.compile("mask-image: .*? }"), "}")
        self.expect(self.found(page), [PRINTED + 'Text is cut off: <text> "漢', PHONE + "Text is cut off: <text>"])

    def test_dark_theme_on_paper(self):
        page = broken("@media screen and (prefers", "@media (prefers")
        self.expect(self.found(page), ["print: Element has insufficient", "print: Contrast "])

    def test_links_of_a_tree_lead_to_its_files(self):
        for link, findings in [
            ("page.html", []),
            ("page.html#coverage", []),
            ("other.html", ["A link leads to no file: other.html."]),
            ("../outside.html", ["A link leads out of the folder: ../outside.html."]),
        ]:
            with self.subTest(link):
                self.assertEqual(self.found(broken('href="#sources"', f'href="{link}"'), tree=self.folder), findings)

    def test_not_utf8(self):
        page = self.folder / "page.html"
        page.write_bytes(GOOD.read_bytes().replace("ß".encode(), b"\xdf"))
        self.expect(list(look(self.browser, page)[0].sentences()), ["The file is not UTF-8"])


for name, (old, new, beginnings, *style) in CASES.items():

    def test(self, old=old, new=new, beginnings=beginnings, style=style):
        self.expect(self.found(broken(old, new, *style)), beginnings)

    setattr(PageTests, f"test_{name}", test)


class CommandTests(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "tree" / "2026").mkdir(parents=True)

    def run_command(self, *arguments):
        command = [sys.executable, Path(__file__).parent / "look.py", *arguments]
        return subprocess.run(command, capture_output=True, text=True)

    def test_pictures_are_named_after_pages(self):
        (self.folder / "tree" / "2026" / "week.html").write_bytes(GOOD.read_bytes())
        result = self.run_command(self.folder / "tree", "--pictures", self.folder / "out")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        names = [
            "dark.png",
            "light.png",
            "phone-dark.png",
            "phone-open.png",
            "phone.png",
            "print-1.png",
            "print-2.png",
            "print.pdf",
        ]
        written = sorted(
            path.relative_to(self.folder / "out").as_posix() for path in (self.folder / "out").rglob("*.*")
        )
        self.assertEqual(written, [f"2026/week-{name}" for name in names])

    def test_findings(self):
        page = self.folder / "tree" / "page.html"
        page.write_text(broken(CSS, "dt { transition: color 1s }" + CSS), encoding="utf-8")
        result = self.run_command(page, "--pictures", self.folder / "out")
        self.assertEqual(result.returncode, 1)
        self.assertIn("Something moves: <dt>", result.stdout)

    def test_usage(self):
        for arguments in [[], [self.folder / "none.html"], [self.folder / "tree"], [GOOD, GOOD]]:
            with self.subTest(arguments):
                self.assertEqual(self.run_command(*arguments, "--pictures", self.folder / "out").returncode, 64)


if __name__ == "__main__":
    unittest.main()
