"""Prints the rows of an exported file as JSON, read with Python's own readers. NULL values are omitted.

In the exported files, an empty field is NULL and a quoted empty field is an empty text. csv.reader does not
distinguish the two, so quoted empty fields are marked before they are read.
"""

import csv
import gzip
import io
import json
import sys
import xml.etree.ElementTree as ElementTree

MARK = "\N{SYMBOL FOR NULL}"


def csv_rows(text):
    lines = text.replace(',"",', f",{MARK},").splitlines()
    for row in csv.DictReader(io.StringIO("\n".join(lines), newline="")):
        yield {name: value.replace(MARK, "") for name, value in row.items() if value != ""}


def xml_rows(text):
    for row in ElementTree.fromstring(text.encode()):
        yield {field.tag.split("}")[1]: field.text or "" for field in row}


path = sys.argv[1]
with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
    content = file.read()
rows = csv_rows(content) if path.endswith(".csv.gz") else xml_rows(content)
json.dump(list(rows), sys.stdout)
