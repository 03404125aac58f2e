"""Opens pages in headless Chromium: as people see them, with what it says of them, and as it prints them."""

import os
import shutil
from collections import namedtuple
from contextlib import contextmanager

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

View = namedtuple("View", "name width height theme phone")

# The first is the one in which everything is checked that is the same in all.
VIEWS = [
    View("light", 1200, 900, "light", False),
    View("dark", 1200, 900, "dark", False),
    View("phone", 390, 844, "light", True),
    View("phone-dark", 390, 844, "dark", True),
]
# A4 without margins of 14 mm, in CSS pixels. The reader's theme is dark, the paper is not.
PAPER = View("print", 688, 971, "dark", False)

PROGRAMS = ["chromium-headless-shell", "chromium", "google-chrome"]
TALLEST = 16_000  # Chromium draws no more than 16,384 pixels at once


@contextmanager
def chromium():
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        raise SystemExit(
            "There is no Chromium: run scripts/setup --pages, or install one of " + ", ".join(PROGRAMS) + "."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=os.geteuid() != 0)
        try:
            yield browser
        finally:
            browser.close()


class OpenPage:
    """A page in one view. `trouble` is what Chromium reports of it: requests, errors, dialogs."""

    def __init__(self, browser, path, view):
        self.view = view
        self.trouble = []
        self._context = browser.new_context(
            viewport={"width": view.width, "height": view.height},
            color_scheme=view.theme,
            reduced_motion="reduce",
            is_mobile=view.phone,
            has_touch=view.phone,
        )
        self.page = self._context.new_page()
        self._address = path.resolve().as_uri()
        self.page.on("request", self._requested)
        self.page.on("console", lambda message: self.trouble.append(f"Chromium says: {message.text}"))
        self.page.on("pageerror", lambda error: self.trouble.append(f"A script failed: {error}"))
        self.page.on("dialog", self._asked)
        self.page.on("popup", lambda popup: self.trouble.append(f"A window is opened: {popup.url}"))
        if view is PAPER:
            self.page.emulate_media(media="print")
        self.page.goto(self._address)
        # For checks alone; the policy of the page does not concern them.
        self.page.evaluate(AXE_SCRIPT)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._context.close()

    def _requested(self, request):
        if request.url != self._address:
            self.trouble.append(f"Something is requested: {request.url}")

    def _asked(self, dialog):
        self.trouble.append(f"A dialog is opened: {dialog.message}")
        dialog.dismiss()

    def check(self, code, argument=None):
        return self.page.evaluate(code, argument)

    def picture(self, path, tallest=TALLEST):
        """Draws the page; of a very tall one, the beginning."""
        height = self.page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": self.view.width, "height": min(height, tallest)}
        self.page.screenshot(path=path, full_page=True, clip=clip)

    def pdf(self, path):
        self.page.pdf(path=path, prefer_css_page_size=True)
