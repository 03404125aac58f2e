"""Looks at HTML pages in headless Chromium: takes pictures, and prints what is wrong. scripts/pages starts it."""

import argparse
import sys
from pathlib import Path

from browser import chromium
from checks import look

DEFAULT = Path(__file__).parents[2] / ".build" / "pages"


class Arguments(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"{message}\n")


def arguments():
    parser = Arguments(prog="scripts/pages", description=__doc__.partition(" scripts/")[0])
    parser.add_argument(
        "pages", nargs="+", type=Path, metavar="PAGE", help="an HTML file, or a folder with all its pages"
    )
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", default=DEFAULT, help="default: .build/pages of this repository"
    )
    return parser


def files(places):
    """Each page, the tree that it is part of, and its name without the extension."""
    for place in places:
        if place.is_dir():
            for path in sorted(place.rglob("*.html")):
                yield path, place, path.relative_to(place).with_suffix("")
        else:
            yield place, None, Path(place.stem)


def main():
    parser = arguments()
    options = parser.parse_args()
    pages = list(files(options.pages))
    if missing := [str(path) for path, _, _ in pages if not path.is_file()]:
        parser.error("No such file or folder: " + ", ".join(missing))
    if not pages:
        parser.error("There is no .html file in: " + ", ".join(map(str, options.pages)))
    names = [name for _, _, name in pages]
    if twice := {str(name) for name in names if names.count(name) > 1}:
        parser.error("Pictures of several pages would have the same name: " + ", ".join(sorted(twice)))

    failed = 0
    with chromium() as browser:
        for path, tree, name in pages:
            stem = options.pictures / name
            stem.parent.mkdir(parents=True, exist_ok=True)
            findings, summary = look(browser, path, tree, stem)
            print(f"{path}: {summary}", flush=True)
            for line in findings.lines():
                print(f"  {line}", flush=True)
            failed += bool(findings)
    print(f"Pages looked at: {len(pages)}; with findings: {failed}. Pictures: {options.pictures}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
