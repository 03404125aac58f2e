"""Takes the pictures of the README: the beginning of pages of the sample tenant. `scripts/pages --readme` starts it."""

import sys
from pathlib import Path

from browser import VIEWS, OpenPage, chromium

# The name of a picture: the page, the newest where there are several, the view, and how many pixels of it.
PICTURES = {
    "page": ("html/schedule=monday-page/*/*.html", "light", 1560),
    "page-dark": ("html/schedule=monday-page/*/*.html", "dark", 1560),
    "page-phone": ("html/schedule=monthly-coverage/*/*.html", "phone", 1200),
    "index": ("index.html", "light", 900),
}


def main(exports, folder):
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for name, (pattern, theme, height) in PICTURES.items():
            path = max((exports / "tenant=acme").glob(pattern))
            view = next(view for view in VIEWS if view.name == theme)
            with OpenPage(browser, path, view) as page:
                page.picture(folder / f"{name}.png", height)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
